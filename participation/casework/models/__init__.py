from participation.casework.models.files import CaseFile, CaseFileQuerySet
from participation.casework.models.notes import CaseNote

__all__ = ["CaseFile", "CaseFileQuerySet", "CaseNote"]

from participation.notices.models.notice import InterimNotice
from participation.notices.models.terms import NoticeTerms

__all__ = ["InterimNotice", "NoticeTerms"]

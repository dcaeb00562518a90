from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.deadlines.models import DeclaredHoliday


class HolidayForm(forms.ModelForm):
    class Meta:
        model = DeclaredHoliday
        fields = ["day", "name"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "name": _("Zum Beispiel ein einmaliger Feiertag oder ein Betriebsausflug.")
        }

"""The pages about one department, with something on each of them."""

from django.urls import reverse

from tests.factories.departments import DepartmentFactory, DepartmentTextFactory


def pages(department):
    other = DepartmentFactory(email="")
    text = DepartmentTextFactory(department=department)
    every = reverse("departments:department-list")
    return {
        "amt": department.get_absolute_url(),
        "amt-aendern": _at("department-edit", department.pk),
        "amt-zusammenlegen": _at("department-merge", department.pk)
        + f"?ziel={other.pk}",
        "amt-beenden": _at("department-close", department.pk),
        "amt-mitglieder": _at("member-list", department.pk),
        "amt-texte": _at("text-list", department.pk),
        "amt-text-neu": _at("text-create", department.pk),
        "amt-text": text.get_absolute_url(),
        "amt-text-loeschen": _at("text-delete", department.pk, text.pk),
        "amt-gefunden": f"{every}?q=amt",
        "aemter-offen": f"{every}?zeigen=offen",
    }


def _at(name, *arguments):
    return reverse(f"departments:{name}", args=arguments)

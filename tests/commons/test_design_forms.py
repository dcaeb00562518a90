"""One template for every field: label, help and error belong together."""

from django import forms
from django.template import Context, Template

from commons.design.widgets import CodeInput, SuggestInput


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Höchstens 120 Zeichen.")
    place = forms.CharField(
        label="Ort", required=False, widget=SuggestInput("/orte/", fills="id_key")
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Art", choices=[("a", "eine"), ("b", "andere")], widget=forms.RadioSelect
    )
    code = forms.CharField(label="Code", widget=CodeInput())
    agreed = forms.BooleanField(label="Einverstanden")


def rendered(markup, **context):
    return Template("{% load design i18n %}" + markup).render(Context(context))


def test_a_field_ties_its_help_to_its_input():
    html = str(Sample()["title"].as_field_group())

    assert '<label for="id_title">Titel</label>' in html
    assert (
        '<div class="field-help" id="id_title_helptext">Höchstens 120 Zeichen.</div>'
        in html
    )
    assert 'aria-describedby="id_title_helptext"' in html


def test_a_wrong_field_ties_its_error_to_its_input():
    html = str(Sample({"title": ""})["title"].as_field_group())

    assert 'class="field field-text field-invalid"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html


def test_only_what_is_voluntary_is_marked():
    form = Sample()

    assert "(freiwillig)" in str(form["place"].as_field_group())
    assert "(freiwillig)" not in str(form["title"].as_field_group())


def test_the_words_of_a_missing_answer_say_what_to_do():
    assert Sample({"title": ""}).errors["title"] == [
        "Bitte füllen Sie dieses Feld aus."
    ]


def test_choices_stand_in_a_fieldset_with_their_question():
    html = str(Sample()["kind"].as_field_group())

    assert "<legend>Art</legend>" in html
    assert html.count('type="radio"') == 2


def test_a_checkbox_stands_inside_its_label():
    html = str(Sample()["agreed"].as_field_group())

    assert (
        html.index("<label")
        < html.index('type="checkbox"')
        < html.index("Einverstanden")
        < html.index("</label>")
    )


def test_help_is_text_and_not_markup():
    form = Sample()
    form.fields["title"].help_text = "<script>alert(1)</script>"

    assert "<script>" not in str(form["title"].as_field_group())


def test_suggestions_wrap_a_plain_input():
    html = str(Sample()["place"])

    assert html.startswith(
        '<suggest-field src="/orte/" fills="id_key"><input type="text" name="place"'
    )


def test_a_code_can_be_taken_over_from_the_mail():
    assert 'autocomplete="one-time-code"' in str(Sample()["code"])


def test_a_form_brings_its_summary_with_links_to_the_fields():
    html = str(Sample({"title": "", "kind": "a", "code": "x", "agreed": "on"}))

    assert html.count('role="alert"') == 1
    assert '<a href="#id_title">Titel – Bitte füllen Sie dieses Feld aus.</a>' in html


def test_a_page_that_sets_the_summary_itself_has_it_once():
    form = Sample({"title": ""})

    html = rendered(
        '{% include "components/error_summary.html" with form=form only %}<hr>{{ form }}',
        form=form,
    )

    assert html.count('role="alert"') == 1
    assert html.index('role="alert"') < html.index("<hr>")


def test_what_belongs_to_no_field_is_in_the_summary():
    form = Sample({"title": "T", "kind": "a", "code": "x", "agreed": "on"})
    form.add_error(None, "Jemand anderes war schneller.")

    html = str(form)

    assert html.count("Jemand anderes war schneller.") == 1


def test_a_right_form_has_no_summary():
    assert 'role="alert"' not in str(Sample())

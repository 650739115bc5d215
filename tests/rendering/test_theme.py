from __future__ import annotations

import pytest

from postil.rendering.theme import TemplateFault, Theme, ThemeFile


def theme(**templates: str) -> Theme:
    files = {
        f"templates/{name}.html": ThemeFile(f"themes/mine/templates/{name}.html", text.encode())
        for name, text in templates.items()
    }
    files["assets/style.css"] = ThemeFile("themes/mine/assets/style.css", b"body {}")
    files["assets/fonts/a.b.woff2"] = ThemeFile("themes/mine/assets/fonts/a.b.woff2", b"font")
    return Theme({}, files)


def render(mine: Theme, template: str = "page.html", **values: object) -> str:
    return mine.render(template, lambda url: f"../{url}", **values)


def fault(mine: Theme, **values: str) -> tuple[str, int, str]:
    with pytest.raises(TemplateFault) as raised:
        mine.render("page.html", str, **values)
    diagnostic = raised.value.diagnostic
    assert diagnostic.code == "template-error"
    assert diagnostic.hint is not None
    return diagnostic.span.path, diagnostic.span.line, diagnostic.message


PAGE = "themes/mine/templates/page.html"


def test_values_are_escaped_in_text_and_attributes() -> None:
    html = render(theme(page='<a title="{{ x }}">{{ x }}</a>'), x="<b> & \"quoted\" 'too'")
    assert html == '<a title="{0}">{0}</a>'.format("&lt;b&gt; &amp; &#34;quoted&#34; &#39;too&#39;")


def test_assets_have_names_that_change_with_their_content() -> None:
    mine = theme(page="{{ asset('style.css') }} {{ asset('fonts/a.b.woff2') }}")
    first, second = render(mine).split()
    folder = first.removesuffix("style.css")
    assert folder.startswith("../assets/")
    assert len(folder) > len("../assets//")
    # In one folder, so that a style sheet or a script can name its neighbours.
    assert second == f"{folder}fonts/a.b.woff2"
    assert {f"../{file.path}" for file in mine.assets.values()} == {first, second}
    other = Theme({}, {"assets/style.css": ThemeFile("x", b"body { }")})
    assert f"../{other.assets['assets/style.css'].path}" != first


def test_one_block_of_a_built_in_template_can_be_changed() -> None:
    built_in = {
        "templates/page.html": ThemeFile(
            "themes/default/templates/page.html", b"<h1>{% block head %}theirs{% endblock %}</h1> end"
        )
    }
    text = b"{% extends 'default/page.html' %}{% block head %}mine{% endblock %}"
    own = {"templates/page.html": ThemeFile("themes/mine/templates/page.html", text)}
    assert render(Theme(built_in, own)) == "<h1>mine</h1> end"
    assert render(Theme(built_in, {})) == "<h1>theirs</h1> end"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("one\n{% if x %}\n", 2, "Unexpected end of template"),
        ("one\n\n{{ x y }}", 3, "expected token"),
        ("one\n{% nothing %}\n", 2, "nothing"),
        ("one\n{{ unknown }}\n", 2, "'unknown' is undefined"),
        ("one\n{{ known.part }}\n", 2, "part"),
        ("one\ntwo\n{{ asset('gone.css') }}\n", 3, "the theme has no asset “gone.css”"),
        ("one\n{% include 'gone.html' %}\n", 2, "gone.html"),
        ("{% extends 'gone.html' %}\n", 1, "gone.html"),
        ("one\n{{ 1 / 0 }}\n", 2, "division"),
        ("one\n{{ known | nothing }}\n", 2, "nothing"),
        ("one\n{{ known.__class__.__mro__ }}\n", 2, "__"),
        ("one\n{% include 'page.html' %}", 2, "recursion"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_line(text: str, line: int, says: str) -> None:
    path, found, message = fault(theme(page=text), known="x")
    assert (path, found) == (PAGE, line)
    assert says in message


def test_a_mistake_in_a_template_that_another_uses_is_named_there() -> None:
    mine = theme(
        page="{% import 'parts.html' as parts %}\n{{ parts.badge(x) }}\n",
        parts="\n{% macro badge(v) %}\n{{ v.no }}\n{% endmacro %}\n",
    )
    assert fault(mine, x="x")[:2] == ("themes/mine/templates/parts.html", 3)
    mine = theme(
        page="{% extends 'base.html' %}\n{% block a %}\n{{ no }}\n{% endblock %}",
        base="{% block a %}{% endblock %}",
    )
    assert fault(mine)[:2] == (PAGE, 3)


def test_a_template_that_is_missing_is_named() -> None:
    with pytest.raises(TemplateFault, match=r"home\.html"):
        render(theme(page="x"), "home.html")


def test_a_mistake_of_the_program_is_no_mistake_of_the_theme() -> None:
    def href(url: str) -> str:
        raise LookupError(url)

    with pytest.raises((LookupError, TemplateFault)):
        theme(page="{{ href('x') }}").render("page.html", href)


def test_only_a_site_s_own_templates_are_looked_at_for_faults() -> None:
    broken = {"templates/page.html": ThemeFile("themes/default/templates/page.html", b"{% if %}")}
    own = {"templates/page.html": ThemeFile(PAGE, b"\n{% if %}")}
    assert Theme(broken, {}).faults() == []
    assert [(found.span.path, found.span.line) for found in Theme({}, own).faults()] == [(PAGE, 2)]


def test_a_prepared_theme_renders() -> None:
    mine = theme(page="{{ x }}")
    mine.prepare()
    assert render(mine, x="a") == "a"


def test_macros_and_functions_are_called_with_arguments_of_any_name() -> None:
    macro = "{% macro m(obj, context) %}{{ obj }}{{ context }}{% endmacro %}"
    loop = "{% for i in (1, 2) %}{% set j = i %}{{ m(obj=i, context=f(context=j)) }}{% endfor %}"

    def f(context: int) -> int:
        return context * 10

    assert render(theme(page=macro + loop), f=f) == "110220"


def test_a_function_that_is_marked_unsafe_is_not_called() -> None:
    def delete() -> str:
        return "deleted"

    vars(delete)["alters_data"] = True
    with pytest.raises(TemplateFault, match="not safely callable"):
        render(theme(page="{{ f() }}"), f=delete)

"""A theme: templates and assets, a site's own files before the built-in ones."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, select_autoescape
from jinja2.loaders import FunctionLoader
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.files import OutputFile
from postil.rendering.compiled import CompiledTemplates
from postil.source import SourceFile, Span

_LAYOUT = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
_TEMPLATES = "templates/"
_BUILT_IN = "default"


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of a theme. ``path`` is where it is kept, for messages: ``themes/default/templates/x.html``."""

    path: str
    content: bytes


class TemplateFault(Exception):  # noqa: N818 - it is a fault in a template, and carries its diagnostic
    """A template that cannot be rendered; ``diagnostic`` says where it is wrong."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to what templates ask for most: fields, macros and functions."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute; only what is no field of frozen data needs to be weighed."""
        if attribute in getattr(type(obj), "__dataclass_fields__", ()) and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What it returns; only what is neither a macro nor a plain function needs to be weighed."""
        is_macro = type(obj) is Macro
        function = obj.__func__ if type(obj) is MethodType else obj
        # Marks for the sandbox and for Jinja would stand in the function's dictionary.
        if not is_macro and (type(function) is not FunctionType or function.__dict__):
            return super().call(context, obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return obj(context.eval_ctx, *args, **kwargs) if is_macro else obj(*args, **kwargs)


class Theme:
    """The templates and assets that a site uses.

    ``built_in`` and ``own`` are the files of the built-in theme and of the site's by their path in it:
    ``templates/…``, which are UTF-8, and ``assets/…``. The site's come first; the built-in templates
    stay within reach as ``default/…``, so that one block of them can be changed.
    """

    def __init__(self, built_in: Mapping[str, ThemeFile], own: Mapping[str, ThemeFile]) -> None:
        self.files = built_in, own
        """What it was made from."""
        files = {**built_in, **own}
        sources = {name: _source(file) for name, file in files.items() if name.startswith(_TEMPLATES)}
        self._sources = {name.removeprefix(_TEMPLATES): source for name, source in sources.items()}
        self._built_in = {
            name.removeprefix(_TEMPLATES): _source(file)
            for name, file in built_in.items()
            if name.startswith(_TEMPLATES)
        }
        self._own = [name.removeprefix(_TEMPLATES) for name in own if name.startswith(_TEMPLATES)]
        every = (*self._sources.values(), *self._built_in.values())
        self._by_path = {source.path: source for source in every}
        assets = {name: file for name, file in sorted(files.items()) if name.startswith("assets/")}
        self.folder = f"assets/{_fingerprint(assets)}/"
        """Where the assets stand: its name changes with them."""
        self.assets = {
            name: OutputFile(self.folder + name.removeprefix("assets/"), file.content)
            for name, file in assets.items()
        }
        """The assets by their name in the theme. All are in one folder, so that they can be cached for
        ever and still name each other."""
        self._environment = _Environment(
            loader=FunctionLoader(self._load),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            bytecode_cache=CompiledTemplates((source.text for source in self._built_in.values()), _LAYOUT),
            **_LAYOUT,
        )

    @property
    def has_own_words(self) -> bool:
        """Whether the site brings templates, or words for them: what may be wrong with it shows in pages."""
        return any(name.startswith((_TEMPLATES, "locales/")) for name in self.files[1])

    def __reduce__(self) -> tuple[type[Theme], tuple[Mapping[str, ThemeFile], Mapping[str, ThemeFile]]]:
        """A theme is its files: so it goes to another process."""
        return Theme, self.files

    def faults(self) -> list[Diagnostic]:
        """What is wrong with the site's own templates before any page is rendered: their syntax."""
        found = []
        for name in self._own:
            try:
                self._environment.get_template(name)
            except TemplateSyntaxError as error:
                fault = self._fault(error, name)
                if fault is not None:
                    found.append(fault.diagnostic)
        return found

    def prepare(self) -> None:
        """Compile every template, so that processes forked afterwards need not each do so.

        Call it when there are no faults.
        """
        for name in self._sources:
            self._environment.get_template(name)

    def render(self, template: str, href: Callable[[str], str], **values: object) -> str:
        """A page. ``href`` makes the address of a URL of the site, from the page that is rendered.

        Raises TemplateFault if the template, or one it uses, is wrong.
        """

        def asset(name: str) -> str:
            found = self.assets.get(f"assets/{name}")
            if found is None:
                raise TemplateNotFound(name, f"the theme has no asset “{name}”")
            return href(found.path)

        def has_asset(name: str) -> bool:
            return f"assets/{name}" in self.assets

        with self._watched(template):
            return self._environment.get_template(template).render(
                href=href, asset=asset, has_asset=has_asset, **values
            )

    def macros(
        self, template: str, names: Sequence[str], href: Callable[[str], str], **values: object
    ) -> tuple[Callable[[object], str], ...]:
        """The macros of a template by their names, to be called many times. Each may raise TemplateFault."""
        with self._watched(template):
            module = self._environment.get_template(template).make_module({"href": href, **values})
            return tuple(self._macro(template, module, name) for name in names)

    def _macro(self, template: str, module: object, name: str) -> Callable[[object], str]:
        macro = getattr(module, name, None)
        if macro is None:
            raise TemplateNotFound(template, f"the template “{template}” has no macro “{name}”")

        def call(value: object) -> str:
            with self._watched(template):
                return str(macro(value))

        return call

    @contextmanager
    def _watched(self, template: str) -> Iterator[None]:
        """Tell what goes wrong in a template as a fault of it."""
        try:
            yield
        except Exception as error:
            fault = self._fault(error, template)
            if fault is None:
                raise
            raise fault from error

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        of_theme, slash, inner = name.partition("/")
        source = self._built_in.get(inner) if slash and of_theme == _BUILT_IN else self._sources.get(name)
        return None if source is None else (source.text, source.path, lambda: True)

    def _fault(self, error: Exception, template: str) -> TemplateFault | None:
        """The fault that an exception in a template is, or None if it came from elsewhere."""
        place = self._place(error)
        if place is None:
            if not isinstance(error, TemplateNotFound):
                return None
            place = Span(f"themes/default/templates/{template}")
        message = error.message if isinstance(error, TemplateSyntaxError) else str(error)
        if isinstance(error, TemplateNotFound):
            message = error.message or f"there is no template “{error.name}”"
        hint = "docs/themes.md lists what a template can use"
        return TemplateFault(diagnose(Code.TEMPLATE_ERROR, place, str(message), hint=hint))

    def _place(self, error: Exception) -> Span | None:
        if isinstance(error, TemplateSyntaxError) and error.filename in self._by_path:
            return self._by_path[error.filename].line_span(error.lineno)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in self._by_path and frame.lineno is not None:
                return self._by_path[frame.filename].line_span(frame.lineno)
        return None


def _source(file: ThemeFile) -> SourceFile:
    return SourceFile(file.path, file.content.decode("utf-8-sig"))


def _fingerprint(assets: Mapping[str, ThemeFile]) -> str:
    digest = hashlib.sha256()
    for name, file in assets.items():
        digest.update(f"{name}\0{len(file.content)}\0".encode() + file.content)
    return digest.hexdigest()[:10]

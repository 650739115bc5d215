"""The straight line: files → documents → the site as planned → pages and lists → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from postil.building.cache import Cache
from postil.building.ledger import Ledger, Summary, read_ledger, write_ledger
from postil.building.output import new_site
from postil.building.pool import Pool
from postil.building.search import search_index
from postil.building.sources import SourceDigests, content_digests
from postil.building.tree import SiteFiles, SiteFolder
from postil.designing import Design, designed
from postil.diagnostics import Code, Diagnostic, diagnose, has_errors, ordered
from postil.documents import read_document
from postil.gathering import Gathered, Survey, gather, survey
from postil.making import Setup
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.note import Note
from postil.model.plan import SitePlan
from postil.model.transcript import Person
from postil.planning.plan import Documents, plan_site

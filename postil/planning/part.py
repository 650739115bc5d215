"""The part of a plan that the files of one transcript depend on, and nothing else.

What is stale is told by it: a transcript's files are made from its part and its own words alone, so they
are made again exactly if one of the two changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from postil.model.anchored import AnchoredTranscript
from postil.model.note import Status
from postil.model.plan import (
    Catalogue,
    LinkUse,
    ListedTranscript,
    PlannedTranscript,
    PublisherEntry,
    SitePlan,
    SpeakerEntry,
    TopicEntry,
)
from postil.planning.catalogue import publisher_id, publisher_name, topic_ids
from postil.planning.numbering import number


class Parts:
    """The parts of one plan."""

    def __init__(self, plan: SitePlan) -> None:
        ways = plan.catalogue
        self.plan = plan
        """The whole plan."""
        # Places in site.yaml are no part of any page.
        self._config = replace(plan.config, social_pictures=plan.social_pictures, spans={})
        self._speakers = {e.person.id: SpeakerEntry(e.person, e.url, (), ()) for e in ways.speakers}
        self._topics = {e.id: TopicEntry(e.id, e.label, e.url, (), ()) for e in ways.topics}
        self._publishers = {
            publisher_id(e.name): PublisherEntry(e.name, e.url, (), ()) for e in ways.publishers
        }
        self.navigation = {use: url for use, url in plan.links.items() if use.path == "site.yaml"}
        """Where the links of the navigation lead."""

    @property
    def everywhere(self) -> object:
        """What is in every part: the settings, the contributors, and whether drafts are shown."""
        return self._config, self.plan.contributors, self.plan.is_preview

    def of(self, listed: ListedTranscript) -> SitePlan:
        """The plan of a site that has this transcript alone, with the URLs and names of the whole one."""
        links, catalogue = self.around(listed)
        return replace(
            self.plan,
            config=self._config,
            transcripts=(listed,),
            pages=(),
            copies=(),
            redirects=(),
            links=links,
            catalogue=catalogue,
            host_rules={},
        )

    def knows(self, listed: ListedTranscript) -> bool:
        """Whether all that a transcript names was named when the plan was made."""
        notes = [numbered.note for numbered in listed.notes]
        topics = topic_ids([*listed.description.topics, *(t for note in notes for t in note.topics)])
        publishers = {publisher_id(publisher_name(s)) for note in notes for s in note.sources}
        return (
            topics.keys() <= self._topics.keys()
            and publishers <= self._publishers.keys()
            and listed.outline.spoken.keys() <= self._speakers.keys()
        )

    def around(self, listed: ListedTranscript) -> tuple[Mapping[LinkUse, str], Catalogue]:
        """What is in a transcript's part beside the transcript and what is everywhere."""
        people, notes = listed.description.people, [numbered.note for numbered in listed.notes]
        topics = topic_ids([*listed.description.topics, *(t for note in notes for t in note.topics)])
        publishers = dict.fromkeys(publisher_id(publisher_name(s)) for note in notes for s in note.sources)
        return self.navigation | self._links(listed), Catalogue(
            notes=(),
            speakers=tuple(self._speakers[id] for id in sorted(people) if id in self._speakers),
            topics=tuple(self._topics[id] for id in topics),
            publishers=tuple(self._publishers[id] for id in publishers),
            corrections=(),
        )

    def _links(self, listed: ListedTranscript) -> dict[LinkUse, str]:
        path, media = listed.description.source_path, listed.description.media
        links = [*listed.outline.links, *(link for n in listed.notes for link in n.outlined.links)]
        hrefs = [link.href for link in links]
        if media is not None:
            hrefs += (href for href in (media.audio, media.video, media.captions) if href is not None)
        uses = (LinkUse(href, path, listed.url) for href in hrefs)
        return {use: target for use in uses if (target := self.plan.links.get(use)) is not None}


def planned_from(plan: SitePlan, listed: ListedTranscript, anchored: AnchoredTranscript) -> PlannedTranscript:
    """A transcript with its words and the notes that are shown."""
    shown = tuple(a for a in anchored.annotations if plan.is_preview or a.note.status is not Status.DRAFT)
    return PlannedTranscript(listed, replace(anchored, annotations=shown), number(shown))

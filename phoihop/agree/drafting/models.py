"""A text is a tree of nodes with stable keys; every change is kept, and versions are frozen, hashed snapshots."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Framework
from phoihop.foundation.agencies.actor import Actor


class TextQuerySet(models.QuerySet["Text"]):
    def visible_to(self, actor: Actor) -> "TextQuerySet":
        """The lead agency from the first word; a party once it was asked, and only if a version was frozen."""
        frozen = Version.objects.filter(text=models.OuterRef("pk"))
        seen = self.filter(framework__in=Framework.objects.visible_to(actor))
        return seen.filter(Q(framework__lead_agency_id=actor.agency_id) | models.Exists(frozen))


class Text(models.Model):
    """The working text of a framework. Once settled it cannot be changed; amendments are new texts (signing)."""

    class Form(models.TextChoices):
        ARTICLES = "articles", _("Articles (regulation)")
        OUTLINE = "outline", _("Numbered headings (programme)")
        MIXED = "mixed", _("Both")

    framework = models.OneToOneField("programmes.Framework", on_delete=models.PROTECT, related_name="text")
    title = models.CharField(max_length=400)
    form = models.CharField(max_length=10, choices=Form)
    settled_at = models.DateTimeField(null=True)

    objects = TextQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_chain(self) -> str:
        return f"framework:{self.framework_id}"


class Node(models.Model):
    """A part, article, clause, point… The key never changes; the label is as typed. Removed nodes stay, marked.

    `position` orders siblings and is sparse, so that putting one between two others touches no other row.
    `only_for` makes it a clause of one programme alone; its descendants are read as belonging to it too.
    `revision` counts changes, so that an editor who saw an older one is told instead of overwriting.
    """

    class Kind(models.TextChoices):
        PART = "part", _("Part")
        CHAPTER = "chapter", _("Chapter")
        SECTION = "section", _("Section")
        ARTICLE = "article", _("Article")
        CLAUSE = "clause", _("Clause")
        POINT = "point", _("Point")
        PARAGRAPH = "paragraph", _("Paragraph")
        ANNEX = "annex", _("Annex")

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="nodes")
    key = models.CharField(max_length=32)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=20, blank=True)
    heading = models.TextField(blank=True)
    body = models.TextField(blank=True)
    only_for = models.ForeignKey("programmes.Programme", null=True, on_delete=models.PROTECT, related_name="own_nodes")
    revision = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "key"], name="a_key_names_one_node")]
        indexes = [models.Index(fields=["text", "removed", "position"], name="nodes_of_a_text")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class Edit(models.Model):
    """One change to a text: the nodes it touched as they were and as they became, so that it can be undone.

    `before` and `after` map node keys to their fields (None where the node did not exist); the key "@text" stands for
    the text's own title and form.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="edits")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    undone_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "seq"], name="edits_of_a_text_in_order")]


class Version(models.Model):
    """A draft as it was on a day ("Dự thảo lần 2"), or the settled text. `content` is canonical JSON text."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FINAL = "final", _("Settled text")

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DRAFT)
    programme = models.ForeignKey("programmes.Programme", null=True, on_delete=models.PROTECT, related_name="versions")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    upto_edit = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "kind", "number"], condition=Q(programme=None), name="versions_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["text", "programme"], condition=Q(kind="final"), name="one_settled_text_for_each_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """ "Dự thảo lần 2", or whose settled text it is; reads `programme`, which callers select along."""
        if self.kind == self.Kind.DRAFT:
            return _("Draft {number}").format(number=self.number)
        if self.programme:
            return _("Settled text: {programme}").format(programme=self.programme.name)
        return str(_("Settled text"))


class Rendering(models.Model):
    """A node in another language, stamped with the wording it translates."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=5, default="en")
    heading = models.TextField(blank=True)
    body = models.TextField(blank=True)
    of_revision = models.PositiveIntegerField()
    of_sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "language"], name="one_rendering_for_each_language")]


class LibraryClause(models.Model):
    """A clause an agency keeps for reuse, with what hangs `below` it (a list of trees of plain fields)."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="library_clauses")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Node.Kind)
    heading = models.TextField(blank=True)
    body = models.TextField(blank=True)
    below = models.JSONField(default=list)
    from_node = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """A document read but not yet accepted: the source, the tree proposed for it, and corrections so far.

    `outline` is a list of nodes as `phoihop outline --json` gives them; `about` keeps number, date and issuers as read.
    """

    class State(models.TextChoices):
        PREVIEW = "PREVIEW"
        ACCEPTED = "ACCEPTED"
        DISCARDED = "DISCARDED"

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    outline = models.JSONField()
    source = models.JSONField()
    warnings = models.JSONField(default=list)
    title = models.CharField(max_length=400, blank=True)
    form = models.CharField(max_length=10, choices=Text.Form)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    revision = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_import_is_settled_iff_not_in_preview",
                condition=Q(state="PREVIEW", settled_at=None) | (~Q(state="PREVIEW") & Q(settled_at__gte=F("at"))),
            )
        ]

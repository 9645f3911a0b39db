"""Rows of the ledger. Nobody outside this folder imports this module (contract `ledger-is-sealed`)."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(models.QuerySet):
    """The database refuses too (see guards.py); this refuses earlier and says why."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the ledger is append-only")

    def delete(self) -> NoReturn:
        raise TypeError("the ledger is append-only")


class Entry(models.Model):
    """Who did what to which thing, and when. No foreign keys: history outlives its subjects.

    The agency's name is kept as it was that day, so that a line can be read when the agency is long dissolved.
    """

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    by = models.CharField(max_length=60)
    by_agency = models.CharField(max_length=40)
    by_agency_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_entry_in_each_place_of_a_chain")]
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="ledger_by_subject")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.kind}"


class Head(models.Model):
    """Where a chain ends now. The row is the lock under which the next entry is written."""

    chain = models.CharField(max_length=60, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class PersonalValue(models.Model):
    """What a commitment in an entry stands for, and whose it is (`of`, an account or person reference).

    Erasing a row forgets the person and breaks no chain.
    """

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    name = models.CharField(max_length=40)
    of = models.CharField(max_length=60)
    salt = models.CharField(max_length=64)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq", "name"], name="one_value_for_each_commitment")]
        indexes = [models.Index(fields=["of"], name="personal_values_of_someone")]


class Anchor(models.Model):
    """The heads of all chains that moved since the anchor before, under one Merkle root; itself chained.

    Chains that stood still are held by earlier anchors, to which this one is tied: an anchor's size grows with what
    happened, not with the country.
    """

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()


class AnchoredHead(models.Model):
    """One leaf under an anchor's root: this chain ended with this hash at that moment."""

    anchor = models.PositiveBigIntegerField()
    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="a_place_is_anchored_once"),
            models.UniqueConstraint(fields=["anchor", "chain"], name="a_chain_is_once_under_an_anchor"),
        ]

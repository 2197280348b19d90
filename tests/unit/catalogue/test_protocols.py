from __future__ import annotations

from ironstride.body.gates import CEILING_BONE, CEILING_STRAIN, ceiling_of, is_bone_stress
from ironstride.catalogue import evidence_ids
from ironstride.catalogue.protocols import protocols
from ironstride.domain.body_region import Region


def test_every_protocol_has_a_name_and_a_row_of_evidence() -> None:
    assert len(protocols()) == len({each.id for each in protocols()}) == 14
    assert {each.evidence for each in protocols()} <= set(evidence_ids())
    assert all(each.name.strip() for each in protocols())


def test_the_gates_read_bone_and_strain_from_the_ids() -> None:
    ids = [each.id for each in protocols()]
    assert [id for id in ids if is_bone_stress(id)] == ["bsi-walk-run"]
    assert ceiling_of(Region.SHIN, "bsi-walk-run") == CEILING_BONE
    strains = [id for id in ids if ceiling_of(Region.ACHILLES, id) == CEILING_STRAIN]
    assert strains == ["hamstring-strain-askling", "calf-strain-green"]

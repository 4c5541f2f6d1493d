"""The desk: deliveries, runs, publications, register, records."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.yardstick.schemas import Zero
from tests.access.samples import Form
from tests.access.samples.plan_campaigns import CODE
from tests.access.world import HERE, World, facts_file

PUBLICATION = "/desk/publications/<int:number>"


def arguments(world: World) -> dict[str, dict[str, str]]:
    spent = {"number": str(world.published.id)}
    return {
        "/desk/": {},
        "/desk/deliveries/": {"number": str(world.delivery.id), "token": str(UUID(int=0))},
        "/desk/deliveries/<int:number>/rejects.csv": {"number": str(world.partial.id)},
        "/desk/runs/": {"number": str(world.run.id)},
        "/desk/publications/results/": {"code": CODE},
        "/desk/publications/": {"number": str(world.proposed.id)},
        f"{PUBLICATION}/withdraw/": spent,
        f"{PUBLICATION}/correct/": spent,
        f"{PUBLICATION}/file": spent,
        f"{PUBLICATION}/key": spent,
        "/desk/register/": {"code": HERE},
    }


def forms(world: World) -> dict[str, Form]:
    def delivery() -> dict[str, Any]:
        text = facts_file(world.folder, Zero.PETITION).read_bytes()
        return {
            "zero": "petition",
            "region": HERE,
            "first_month": "2020-01",
            "last_month": "2020-12",
            "coverage": "complete",
            "file": SimpleUploadedFile("petition.csv", text),
        }

    return {
        "/desk/inbox/read/": lambda: {"all": "1"},
        "/desk/inbox/settings/": lambda: {"digest_hour": "9", "quiet_from": "21:00", "quiet_until": "08:00"},
        "/desk/deliveries/new/": delivery,
        "/desk/publications/results/<str:code>/": lambda: {"title": "成效"},
        "/desk/runs/<int:number>/propose/": lambda: {"title": "三零"},
        f"{PUBLICATION}/decline/": lambda: {"decline-reason": "A wrong title."},
        f"{PUBLICATION}/withdraw/": lambda: {"withdraw-reason": "A wrong file."},
        f"{PUBLICATION}/correct/": lambda: {
            "correct-reason": "A late row.",
            "correct-run": str(world.run.id),
        },
    }

"""Laying many models at once leaves the same state as creating them one by one."""

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from talentpool.kernel.laying import LayModels


def operations() -> list[migrations.CreateModel]:
    key = [("id", models.BigAutoField(primary_key=True))]
    parent = models.ForeignKey("laid.house", on_delete=models.CASCADE)
    return [migrations.CreateModel("House", key), migrations.CreateModel("Room", [*key, ("house", parent)])]


def test_laying_models_leaves_the_state_of_creating_them_one_by_one() -> None:
    together, apart = ProjectState(), ProjectState()
    assert together.apps  # rendered before, as in the middle of a migration
    LayModels(operations()).state_forwards("laid", together)
    for operation in operations():
        operation.state_forwards("laid", apart)
    assert together == apart
    assert {model.__name__ for model in together.apps.get_models()} == {"House", "Room"}

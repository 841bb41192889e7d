"""What people in a document hear of each other."""

from tests.realtime.sockets.conftest import OpenTab


def test_a_tab_hears_what_others_write_and_not_what_it_wrote(
    charter: str, open_tab: OpenTab
) -> None:
    writer, reader = open_tab("member"), open_tab("reviewer")
    writer.join(charter)
    reader.join(charter)
    answer = writer.call("update", document=charter, update=writer.type("écrit · كُتب · 🌍"))
    heard = reader.hear("update")
    reader.doc.apply_update(heard["update"])
    assert str(reader.text) == str(writer.text)
    assert heard["seq"] == answer["seq"]
    writer.call("beacon", document=charter, stateVector=b"\x00", hash="")
    assert "update" not in [event for event, _ in list(writer.heard.queue)]


def test_the_server_says_who_a_cursor_belongs_to(charter: str, open_tab: OpenTab) -> None:
    member, facilitator = open_tab("member"), open_tab("facilitator")
    member.join(charter)
    facilitator.join(charter)
    assert member.hear("awareness")["person"]["name"] == "Camille Aubrac-Diop"
    cursor = {"anchor": b"\x01", "head": b"\x02"}
    facilitator.call("awareness", document=charter, cursor=cursor, person={"name": "Mariana"})
    shown = member.hear("awareness")
    assert shown["cursor"] == cursor
    assert shown["clientId"] == facilitator.doc.client_id
    assert shown["person"]["name"] == "Camille Aubrac-Diop"
    facilitator.close()
    assert member.hear("awareness") == {
        "document": charter, "clientId": facilitator.doc.client_id, "cursor": None, "person": None,
    }  # fmt: skip

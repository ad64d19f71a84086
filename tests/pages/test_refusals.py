"""What is refused before a view is reached: guessed passwords, forms from elsewhere, bodies that are too large."""

import base64
import hashlib
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from surveys.models import User
from tests.kept import keeping
from tests.surveys import rounds

POLICY = "Content-Security-Policy"


@keeping
def stage(entity_round):
    return entity_round


def attempt(client: Client, password: str, address: str = "/en/accounts/sign-in/", **more):
    return client.post(address, {"username": "analyst@example.org", "password": password}, **more)


@keeping
def account(db) -> User:
    return User.objects.create_user("analyst@example.org", "right and long")


@pytest.mark.parametrize("address", ["/en/accounts/sign-in/", "/en/admin/login/"])
def test_who_guesses_passwords_has_to_wait(client, account, address):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert attempt(client, "wrong", address).status_code in {200, 429}
    locked = attempt(client, "right and long", address)

    assert locked.status_code == 429
    assert "Too many attempts to sign in" in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_others_may_sign_in_meanwhile(client, account):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong")
    elsewhere = Client()

    assert attempt(elsewhere, "right and long", REMOTE_ADDR="192.0.2.7").status_code == 302
    assert "_auth_user_id" in elsewhere.session


def test_behind_a_proxy_its_header_tells_the_readers_apart(client, account, settings):
    settings.CLIENT_ADDRESS_FROM = "X-Real-IP"
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong", headers={"x-real-ip": "192.0.2.1"})

    assert attempt(client, "right and long", headers={"x-real-ip": "192.0.2.1"}).status_code == 429
    assert attempt(client, "right and long", headers={"x-real-ip": "192.0.2.2"}).status_code == 302


def test_a_few_mistakes_are_forgotten_after_signing_in(client, account):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            attempt(client, "wrong")
        assert attempt(client, "right and long").status_code == 302
        client.logout()


def test_a_form_without_its_token_gets_a_page(account):
    response = attempt(Client(enforce_csrf_checks=True), "right and long")

    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()
    assert POLICY in response.headers


def test_that_page_is_in_the_language_of_the_address(account):
    response = attempt(Client(enforce_csrf_checks=True), "right", "/zh-hans/accounts/sign-in/")

    assert 'lang="zh-hans"' in response.content.decode()


def test_a_body_that_is_too_large_is_refused_before_it_is_stored(focal_point, stage, settings, tmp_path):
    settings.BODY_BYTES_AT_MOST, settings.UPLOAD_BYTES_AT_MOST = 2000, 1000
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    address = reverse("send-file", args=[stage.pk, "entity-07"])
    response = focal_point.post(address, {"file": rounds.File(rounds.io.BytesIO(b"x" * 3000), name="x.xlsx")})

    assert response.status_code == 413
    assert "at most 1000" in response.content.decode().replace("\xa0", " ")
    assert not list(tmp_path.iterdir())


def test_a_wrong_host_is_told_nothing(client):
    response = client.get("/en/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "This request could not be understood" in response.content.decode()
    assert "ALLOWED_HOSTS" not in response.content.decode()
    assert POLICY in response.headers


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/en/nothing/", "/en/admin/", "/en/admin/login/", "/api/", "/api/v1/surveys/"]
)
def test_every_answer_carries_the_policy(client, db, address):
    policy = client.get(address).headers[POLICY]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_policy_names_the_one_style_that_pages_hold(client, db):
    answer = client.get("/en/accounts/sign-in/")
    [text] = re.findall("<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert f"style-src 'self' 'sha256-{digest}'" in answer[POLICY]
    assert 'url("/static/fonts/' in text
    assert 'url("../' not in text

"""What deploy/ says is what the program reads; every container is closed as far as it can be."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.urls import resolve

from command.environment import missing_for_pages
from config import environment
from tests.architecture.sources import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
# The image sets where things lie; a demo and Django's error pages are for no server.
NOT_OF_SERVERS = {"MERILA_DEMO", "MERILA_DEBUG"}
OF_THE_IMAGE = {"MERILA_DATA", "MERILA_STATIC"}


def load(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


def manifests() -> Iterator[dict[str, Any]]:
    for path in sorted(KUBERNETES.glob("*.yaml")):
        yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [one for one in manifests() if one["kind"] == kind]


def pods() -> list[Any]:
    rows = [*of_kind("Deployment"), *of_kind("Job")]
    return [
        pytest.param(one["spec"]["template"]["spec"], id=one["metadata"]["name"]) for one in rows
    ]


def test_image_knows_every_variable_that_it_sets():
    text = (DEPLOY / "Containerfile").read_text()
    assert set(re.findall(r"\b(MERILA_\w+)=", text)) <= set(environment.KNOWN)
    assert set(re.findall(r"^ +(MERILA_\w+)=", text.partition("ENV ")[2], re.M)) == OF_THE_IMAGE


def test_compose_sets_every_variable_of_a_server_and_no_other():
    given = set(load("compose.yaml")["x-merila"]["environment"])
    assert given == set(environment.KNOWN) - NOT_OF_SERVERS - OF_THE_IMAGE


def test_compose_asks_for_what_the_example_names():
    text = (DEPLOY / "compose.yaml").read_text()
    example = (DEPLOY / "env.example").read_text()
    assert set(re.findall(r"\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.M))


def test_kubernetes_sets_every_variable_of_a_server_and_no_other():
    [settings], [secrets, owner] = of_kind("ConfigMap"), of_kind("Secret")
    public, secret = set(settings["data"]), set(secrets["stringData"])
    assert set(owner["stringData"]) == {"MERILA_DATABASE_URL"} <= secret
    assert public & secret == set()
    assert public | secret == set(environment.KNOWN) - NOT_OF_SERVERS - OF_THE_IMAGE
    assert {*secrets["stringData"].values(), *owner["stringData"].values()} == {""}
    assert all(isinstance(value, str) for value in settings["data"].values())


def test_variables_of_the_guide_are_those_of_the_program():
    guide = (ROOT / "docs" / "operate.md").read_text()
    assert set(re.findall(r"\bMERILA_[A-Z_]+", guide)) == set(environment.KNOWN)


@pytest.mark.parametrize("pod", pods())
def test_pod_can_write_nowhere_but_in_its_volumes(pod):
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["automountServiceAccountToken"] is False
    [container] = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["requests"].keys() == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]
    mounts = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
    assert mounts == {"data": "/data", "keys": "/data/keys", "tmp": "/tmp", "signing": "/signing"}
    assert {one["name"] for one in pod["volumes"]} == mounts.keys()


@pytest.mark.parametrize("pod", pods())
def test_pod_refers_to_what_is_there(pod):
    names = {(one["kind"], one["metadata"]["name"]) for one in manifests() if "metadata" in one}
    sources = pod["containers"][0]["envFrom"]
    assert ("ConfigMap", sources[0]["configMapRef"]["name"]) in names
    for source in sources[1:]:
        assert ("Secret", source["secretRef"]["name"]) in names
    [claim] = [one for one in pod["volumes"] if "persistentVolumeClaim" in one]
    assert ("PersistentVolumeClaim", claim["persistentVolumeClaim"]["claimName"]) in names


def test_probes_ask_addresses_that_exist_under_a_name_that_is_allowed():
    [web] = [one for one in of_kind("Deployment") if one["metadata"]["name"] == "merila-web"]
    [container] = web["spec"]["template"]["spec"]["containers"]
    asked = {
        name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")
    }
    [settings] = of_kind("ConfigMap")
    for name, question in asked.items():
        assert resolve(question["path"]).view_name == ("ready" if name == "readiness" else "health")
        [header] = question["httpHeaders"]
        assert header == {"name": "Host", "value": settings["data"]["MERILA_ALLOWED_HOSTS"]}


def test_services_budgets_and_scaling_point_at_pods_that_exist():
    labels = {one["spec"]["template"]["metadata"]["labels"]["app"] for one in of_kind("Deployment")}
    for service in of_kind("Service"):
        assert service["spec"]["selector"]["app"] in labels
    for budget in of_kind("PodDisruptionBudget"):
        assert budget["spec"]["selector"]["matchLabels"]["app"] in labels
    for scaling in of_kind("HorizontalPodAutoscaler"):
        assert scaling["spec"]["scaleTargetRef"]["name"] in labels
    [path] = of_kind("Ingress")[0]["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"]["name"] in {
        one["metadata"]["name"] for one in of_kind("Service")
    }


def test_kustomization_names_every_manifest_but_the_example():
    files = {path.name for path in KUBERNETES.glob("*.yaml")}
    [kustomization] = of_kind("Kustomization")
    assert set(kustomization["resources"]) == files - {"kustomization.yaml", "secret.example.yaml"}


def test_compose_keeps_ours_closed_and_the_keys_apart():
    compose = load("compose.yaml")
    ours = [one for one in compose["services"].values() if one["image"] == "merila:0.1"]
    assert len(ours) == 3
    for service in ours:
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert "keys:/data/keys" in service["volumes"]
    with_ports = {name for name, one in compose["services"].items() if "ports" in one}
    assert with_ports == {"proxy"}
    used = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    assert used == {*compose["volumes"], "./signing"}


def test_image_is_made_of_files_that_exist_and_runs_as_nobody_special(monkeypatch):
    text = (DEPLOY / "Containerfile").read_text()
    for source in re.findall(r"^COPY (?!--from)(\S+) ", text, re.M):
        assert (ROOT / source).exists(), source
    assert "USER 10001:10001" in text
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "var", "deploy/.env", "deploy/signing"} <= set(left_out)
    assert "install_lock(Path('/opt/merila/bin/python'), Path('requirements/extras.txt'))" in text
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    for package in " ".join(missing_for_pages().values()).split():
        assert package in text


def test_only_the_job_that_migrates_owns_the_tables():
    compose = load("compose.yaml")["services"]
    owners = {
        name for name, one in compose.items() if "merila_owner" in str(one.get("environment", ""))
    }
    assert owners == {"migrate"}
    jobs = {
        one["metadata"]["name"]
        for one in [*of_kind("Deployment"), *of_kind("Job")]
        if "merila-owner" in str(one["spec"]["template"]["spec"]["containers"][0]["envFrom"])
    }
    assert jobs == {"merila-migrate"}
    for command in (
        compose["migrate"]["command"],
        of_kind("Job")[0]["spec"]["template"]["spec"]["containers"][0]["command"],
    ):
        assert command[-1].endswith("migrate --noinput && python manage.py grant_tables merila")
    roles = (DEPLOY / "postgresql" / "roles.sql").read_text()
    assert roles.count("NOSUPERUSER") == roles.count("CREATE ROLE") == 2
    assert "POSTGRES_USER" not in compose["database"]["environment"]


def test_cache_asks_for_the_password_that_the_program_has():
    compose = load("compose.yaml")
    assert ":${CACHE_PASSWORD:?}@" in compose["x-merila"]["environment"]["MERILA_CACHE_URL"]
    assert "requirepass ${CACHE_PASSWORD:?}\n" in compose["configs"]["valkey"]["content"]


def test_images_of_others_are_named_by_whoever_runs_them_and_never_by_a_tag():
    images = {one["image"] for one in load("compose.yaml")["services"].values()} - {"merila:0.1"}
    example = (DEPLOY / "env.example").read_text()
    for image in images:
        assert re.fullmatch(r"\$\{(\w+_IMAGE):\?\}", image)
        assert f"\n{image[2:-3]}=\n" in example
    froms = re.findall(r"^FROM (\S+)", (DEPLOY / "Containerfile").read_text(), re.M)
    assert set(froms) == {"${PYTHON_IMAGE}"}
    assert "ARG PYTHON_IMAGE\n" in (DEPLOY / "Containerfile").read_text()
    [kustomization] = of_kind("Kustomization")
    [image] = kustomization["images"]
    assert "newTag" not in image
    assert image["digest"] == "MERILA_IMAGE_DIGEST"


def test_network_is_shut_but_for_what_is_named():
    policies = {one["metadata"]["name"]: one["spec"] for one in of_kind("NetworkPolicy")}
    shut = policies.pop("merila-nothing")
    assert shut == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    readers, services = policies["merila-readers"], policies["merila-services"]
    labels = {
        one["spec"]["template"]["metadata"]["labels"]["app"]
        for one in [*of_kind("Deployment"), *of_kind("Job")]
    }
    [chosen] = services["podSelector"]["matchExpressions"]
    assert set(chosen["values"]) == labels
    assert readers["podSelector"]["matchLabels"]["app"] in labels
    for way in [*readers["ingress"], *services["egress"]]:
        assert way["ports"]
        assert way.get("from") or way.get("to")


def test_proxy_takes_requests_and_answers_whole_and_writes_to_memory():
    text = (DEPLOY / "nginx.conf").read_text()
    for line in ("proxy_request_buffering on;", "proxy_buffering on;", "access_log off;"):
        assert line in text
    assert set(re.findall(r"_temp_path (/\w+)/", text)) == {"/tmp"}
    proxy = load("compose.yaml")["services"]["proxy"]
    assert proxy["read_only"]
    assert proxy["tmpfs"][0].startswith("/tmp:")

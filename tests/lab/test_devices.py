"""The sentence on why a GPU is not used."""

from __future__ import annotations

import pytest

from tutor.lab import devices


@pytest.fixture
def with_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "has_gpu", lambda: True)


def test_a_machine_without_a_gpu_needs_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "has_gpu", lambda: False)
    assert devices.why_cpu({"CUDA_VISIBLE_DEVICES": ""}) == ""


@pytest.mark.usefixtures("with_gpu")
@pytest.mark.parametrize("hidden", ["", "-1"])
def test_a_hidden_gpu_is_told(hidden: str) -> None:
    assert devices.why_cpu({"CUDA_VISIBLE_DEVICES": hidden}) == "CUDA_VISIBLE_DEVICES hides the GPU"


@pytest.mark.usefixtures("with_gpu")
def test_missing_libraries_are_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_libraries", lambda: False)
    assert "pip install 'dl-tutor[gpu]'" in devices.why_cpu({})
    monkeypatch.setattr(devices, "_libraries", lambda: True)
    assert "worker.log" in devices.why_cpu({"CUDA_VISIBLE_DEVICES": "0"})

# Every target makes .venv if it is missing and is quick when nothing changed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed
LIGHT  := $(VENV)/installed-for-releases
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help demo rehearse test lint types check-generated release selfcheck record docs mutants bench seeds soak lock clean faults fuzz gradients install newcomer redteam redteam-inside same-bytes site

help:  ## Show what there is to make
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "convgrade needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
$(PYTHON) -m venv $(VENV)
$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable '.[$(1)]'
endef

$(STAMP): pyproject.toml constraints.txt
	$(call install,dev)
	@touch $(STAMP) $(LIGHT)

# What is needed to build releases and to rehearse them: a tenth of the download, as PyTorch is not there.
$(LIGHT): pyproject.toml constraints.txt
	$(call install,author)
	@touch $(LIGHT)

install: $(STAMP)  ## Install everything that authors and developers need into .venv, PyTorch among it

DEMO := perfect forgets_bias wrong_for_stride_2 syntax_error loops_forever patches_the_grader
demo: $(LIGHT)  ## Build the Gradescope zip and grade real submissions with it, as Gradescope would
	@$(BIN)/convgrade release gradescope a2_convolution --out dist --no-selfcheck
	@$(BIN)/convgrade rehearse dist/a2_convolution-gradescope.zip $(DEMO:%=tests/submissions/%/submission) --out reports-demo

CLEAN_ROOT ?= build/clean-root
ZIP := dist/a2_convolution-gradescope.zip
rehearse: $(STAMP)  ## The same in containers over a clean root, three kinds (Linux, root, runc, debootstrap; 15 minutes)
	@$(BIN)/convgrade release gradescope a2_convolution --out dist --no-selfcheck
	@$(BIN)/convgrade rehearse $(ZIP) tests/submissions/*/submission --clean-root $(CLEAN_ROOT) --out build/rehearsal
	@$(BIN)/convgrade rehearse $(ZIP) $(DEMO:%=tests/submissions/%/submission) --clean-root $(CLEAN_ROOT) \
	  --container no-landlock --container old-docker --out build/rehearsal-old
	@CONVGRADE_CLEAN_ROOT=$(CLEAN_ROOT) $(BIN)/python -m pytest -q tests/authoring/test_container.py

NEWCOMER_ROOT ?= build/newcomer-root
newcomer: $(STAMP)  ## Do what newcomers do: students on each Python here, an instructor in a clean root
	$(BIN)/python tests/newcomer/newcomer.py --clean-root $(NEWCOMER_ROOT)

test: $(STAMP)  ## Run all tests
	$(BIN)/python -m pytest --numprocesses 2

lint: $(STAMP)  ## Check style and the layers of the package
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)  ## Check types, strictly
	$(BIN)/mypy

check-generated: $(STAMP)  ## Prove that assignments/, README and docs are what the commands give
	$(BIN)/convgrade release --check
	$(BIN)/python tests/documents.py --check

release: $(STAMP)  ## Regenerate assignments/ and build all artefacts into dist/
	$(BIN)/convgrade release --write
	$(BIN)/convgrade release all --out dist

same-bytes: $(STAMP)  ## Build everything twice, by two users in different surroundings, and compare (5 minutes)
	@CONVGRADE_COURSE=solutions $(BIN)/python -m pytest -q tests/authoring/test_same_bytes.py

selfcheck: $(STAMP)  ## Grade the checks themselves: wrong versions caught and named, right ones full
	$(BIN)/convgrade selfcheck

record: $(STAMP)  ## Record PyTorch's answers to all cases, on every device present
	$(BIN)/convgrade record

docs: $(STAMP)  ## Bring README and docs in step with what the commands print, then build the site
	$(BIN)/python tests/documents.py
	@$(MAKE) --no-print-directory site

site: $(STAMP)  ## Build the site of docs/ into build/site; a broken link is an error
	$(BIN)/sphinx-build -c docs --fail-on-warning --keep-going --quiet . build/site
	@echo "open build/site/index.html"

mutants: $(STAMP)  ## Change every solution in small ways and see that the checks notice
	$(BIN)/convgrade mutants

redteam: $(STAMP)  ## Let hostile submissions try a naive grader and this one, at each level of isolation
	$(BIN)/python tests/redteam/report.py --full

redteam-inside: $(STAMP)  ## Attack, kill and fuzz the grader in the containers of `make rehearse`, as Gradescope would run it
	$(BIN)/python tests/redteam/inside.py --clean-root $(CLEAN_ROOT)

bench: $(STAMP)  ## Measure what the sandbox costs, and seconds and memory per submission against other graders
	$(BIN)/python tests/bench/sandbox.py
	$(BIN)/python tests/bench/speed.py --verdicts 100 --busy 2
	$(BIN)/python tests/bench/beside_pytorch.py
	$(BIN)/python tests/bench/vectorised.py
	$(BIN)/python tests/bench/whole_course.py
	$(BIN)/python tests/bench/per_submission.py
	$(BIN)/python tests/bench/answers.py
	$(BIN)/python tests/bench/pairs.py a2_convolution/conv2d a3_pooling/max_pool2d a4_backprop/conv2d_backward
	$(BIN)/python tests/bench/watch.py
	$(BIN)/python tests/bench/with_nbgrader.py

seeds: $(STAMP)  ## Train the capstone's network with 20 seeds: accuracy on new digits, and processor seconds
	$(BIN)/python tests/bench/seeds.py

VERDICTS ?= 1000
soak: $(STAMP)  ## Count wrong verdicts on speed: VERDICTS of all classes of code under each of five loads
	$(BIN)/python tests/bench/speed.py --all --verdicts $(VERDICTS) --busy 0 1 2 4 --half

KILLS ?= 50
faults: $(STAMP)  ## Kill `convgrade grade` at 50 random moments and see that nothing is lost or left over
	$(BIN)/python tests/faults/kills.py --kills $(KILLS)

SECONDS ?= 60
fuzz: $(STAMP)  ## Feed damaged bytes to decoder, intake, results and recordings for SECONDS=60 each
	$(BIN)/python tests/fuzz/fuzz.py --seconds $(SECONDS)

gradients: $(STAMP)  ## Compare backward functions with PyTorch, and the engine's gradcheck with the bank
	$(BIN)/python tests/bench/deviation.py
	$(BIN)/python tests/bench/gradcheck_bank.py

PIN := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header
TORCH := $(shell sed -n '/^torch==/p' constraints.txt)+cpu
TORCH_INDEX := https://download.pytorch.org/whl/cpu
lock: $(STAMP)  ## Pin what the Gradescope image installs, by hash (PyTorch last: its own index must be reachable)
	$(PIN) --python-version 3.11 --custom-compile-command "make lock" pyproject.toml \
	  --output-file autograder/gradescope/requirements.txt
	echo uv | $(PIN) --python-version 3.8 --no-annotate - --output-file autograder/gradescope/uv.txt
	echo pip | $(PIN) --python-version 3.11 --no-annotate - --output-file autograder/gradescope/pip.txt
	@mkdir -p build
	echo '$(TORCH)' | $(PIN) --python-version 3.11 --no-annotate --no-deps --index $(TORCH_INDEX) - --output-file build/torch.txt
	{ echo '--extra-index-url $(TORCH_INDEX)'; cat build/torch.txt; } > autograder/gradescope/torch.txt
	echo '$(TORCH)' | $(PIN) --python-version 3.11 --no-annotate --no-emit-package torch --index $(TORCH_INDEX) \
	  --index-strategy unsafe-best-match --constraint autograder/gradescope/requirements.txt - \
	  --output-file autograder/gradescope/requirements-torch.txt

clean:  ## Remove the environment and everything that was built
	rm -rf $(VENV) dist build reports-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis

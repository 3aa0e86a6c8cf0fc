# Recipes for contributors; `just ci` is what a change must pass.

# Reads the sample returns and writes the month.
run:
    cargo run --release

# The tests that need nothing but Rust, with a tenth of the long suites.
test:
    cargo test

# The page of all findings, from their pages.
pages:
    cargo run -- explain --all > target/findings.md
    mv target/findings.md docs/検証結果.md

# The long suites whole.
suites:
    SHINCHOKU_SUITES=whole cargo test --test suites

# The tests that open the books in LibreOffice.
office:
    cargo test --test office -- --ignored

# The committee's and the secretariat's books of a sample month as PDF and as pictures, under target/pictures/; with
# `just pictures 2023-03 docs` also the two pictures that README and the manual show.
pictures month="2023-03" docs="":
    bash .ci/pictures {{month}} {{docs}}

# The executable for Windows, into target/windows/.
windows:
    bash .ci/windows

# The Windows executable under Wine.
wine:
    bash .ci/windows --test
    cargo test --test windows -- --ignored

# The release folder for both systems, into target/dist/.
dist:
    bash .ci/dist

# Speed of reading, evaluating and writing.
bench:
    cargo bench

# CPU, wall and memory at four sizes, and the fitted exponent.
scale:
    cargo build --release --bin shinchoku --example generate
    python3 benches/scale.py

# Everything a change must pass.
ci:
    bash .ci/run

# Recipes for contributors; `just ci` is what a change must pass.

# Read the sample returns and write the month.
run:
    cargo run --release

# Run the tests that need nothing but Rust, with a tenth of the long suites.
test:
    cargo test

# Renew docs/検証結果.md from the pages of the findings.
pages:
    cargo run -- explain --all > target/findings.md
    mv target/findings.md docs/検証結果.md

# Run the long suites in full.
suites:
    SHINCHOKU_SUITES=whole cargo test --test suites

# Run the tests that open the books in LibreOffice.
office:
    cargo test --test office -- --ignored

# Print the committee's and the secretariat's books of a sample month as PDF and PNG, under target/pictures/;
# `just pictures 2023-03 docs` also renews the two pictures that README and the manual show.
pictures month="2023-03" docs="":
    bash .ci/pictures {{month}} {{docs}}

# Build the executable for Windows in target/windows/.
windows:
    bash .ci/windows

# Test the Windows executable under Wine.
wine:
    bash .ci/windows --test
    cargo test --test windows -- --ignored

# Make the release folder for both systems in target/dist/.
dist:
    bash .ci/dist

# Measure the speed of reading, evaluating and writing.
bench:
    cargo bench

# Measure CPU time, wall time and memory at four sizes, and fit the exponent.
scale:
    cargo build --release --bin shinchoku --example generate
    python3 benches/scale.py

# Run every check that a change must pass.
ci:
    bash .ci/run

#!/usr/bin/env bash
# Installs the clients that the tests drive, each in the version that is known to work, into ANTIGRAVITY_TEST_CLIENTS
# (default: artifacts/clients in this checkout). Needs Node.js 20 or later and npm.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${ANTIGRAVITY_TEST_CLIENTS:-$root/artifacts/clients}
mkdir -p "$folder"
[ -f "$folder/package.json" ] || echo '{"private": true}' > "$folder/package.json"
cd "$folder"
npm install --no-audit --no-fund --no-progress --save-exact \
  openai@6.49.0 \
  @anthropic-ai/sdk@1.12.0 \
  @google/genai@2.32.0 \
  @anthropic-ai/claude-code@2.1.330 \
  @openai/codex@0.169.0 \
  @google/gemini-cli@0.61.0 \
  opencode-ai@1.18.33

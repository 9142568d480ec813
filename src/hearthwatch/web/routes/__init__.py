# SPDX-License-Identifier: Apache-2.0
"""What can be asked for over HTTP, one file a subject. docs/ref/http.md describes each."""

# SPDX-License-Identifier: Apache-2.0
"""The report card of flame and smoke: annotated clips in, figures with their bounds out."""

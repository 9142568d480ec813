# SPDX-License-Identifier: Apache-2.0
"""The configuration: one TOML file in, frozen structs out, one module for each section."""

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-score-weights.h"

G_BEGIN_DECLS

/* Translated, as the head of a row. */
const char *bw_cli_get_term_name (BwTerm term);

/* A term's value as BwPush has it, with its unit. Returns: (transfer full) */
char *bw_cli_format_term (BwTerm term,
                          double value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-run.h"

G_BEGIN_DECLS

/* A library for the verbs of the comparator: a few mornings of a simulated person. */

#define MORNINGS_DAYS 5     /* from 2023-09-21 on */
#define MORNINGS_FASTING 3  /* recordings a day, these first */
#define MORNINGS_GLUCOSE 2
#define MORNINGS_LABELLED (MORNINGS_FASTING + MORNINGS_GLUCOSE)
#define MORNINGS_MORE 2     /* without a label, at the end of the last day */

void mornings_make (void);
void mornings_free (void);

/* Not to be changed. */
const char *mornings_path (void);

/* A copy for a test to change. Returns: (transfer full): its path */
char *mornings_copy (const char *name);

/* One epoch of the published way on three days, with a fourth to validate on.
 * Returns: (transfer full): what was printed */
JsonNode *mornings_train (const char *file,
                          const char *seed);

/* The same days by the logistic rule of default mode, which is quicker. */
JsonNode *mornings_train_plain (const char *file);

/* The member "model" as a word. Returns: (transfer full) */
char *mornings_get_model (JsonNode *object);

G_END_DECLS

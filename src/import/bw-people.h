/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/**
 * BwPeople:
 *
 * Whose values tables hold. A library is of one person: of several one has to be chosen.
 */
typedef struct _BwPeople BwPeople;

/* @wanted: (nullable): the one to take; %NULL for tables of one person */
BwPeople *bw_people_new (const char *wanted);
void bw_people_free (BwPeople *self);

/* Whether a value of @name is one to take. */
gboolean bw_people_take (BwPeople *self,
                         BwSlice   name);

/* The names that came, by their spelling, as text that can be shown; at most a thousand.
 * Returns: (transfer full) (array zero-terminated=1) */
char **bw_people_list (BwPeople *self);

/* Errors: %BW_ERROR_INVALID, in a sentence that names them, where there were several and none was
 * wanted, or the one that was is not among them; values that name nobody are right for everyone. */
gboolean bw_people_finish (BwPeople  *self,
                           GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPeople, bw_people_free)

G_END_DECLS

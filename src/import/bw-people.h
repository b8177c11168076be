/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/**
 * BwPeople:
 *
 * Whose values a file holds. A library is of one person: of a file of several one has to be chosen.
 */
typedef struct _BwPeople BwPeople;

/* @wanted: (nullable): the one to take; %NULL for a file of one person */
BwPeople *bw_people_new (const char *wanted);
void bw_people_free (BwPeople *self);

/* Whether a value of @name is one to take. */
gboolean bw_people_take (BwPeople *self,
                         BwSlice   name);

/* Errors: %BW_ERROR_INVALID, in a sentence that names them, where there were several and none was
 * wanted, or the one that was is not among them; a file that names nobody is right for everyone. */
gboolean bw_people_finish (BwPeople    *self,
                           const char  *file,
                           GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPeople, bw_people_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-models.h"

G_BEGIN_DECLS

/* Which of the comparator's models a library goes by: that of the setting
 * %BW_COMPARATOR_MODEL_SETTING; where that is unset, or the model is no more, the newest.
 * @id: (out): 0 where there is none
 * Errors: the store's. */
gboolean bw_library_get_comparator_model_id (BwLibrary  *library,
                                             gint64     *id,
                                             GError    **error);

/* Chooses it. Errors: %BW_ERROR_NOT_FOUND, also for another kind of model; the store's. */
gboolean bw_library_set_comparator_model_id (BwLibrary  *library,
                                             gint64      id,
                                             GError    **error);

/**
 * bw_library_keep_comparator_model:
 * @row: of bw_comparator_model_to_row(). Gets its id, its name, the time it is and, where it has none,
 *   a fingerprint (of its weights: that of what was trained elsewhere is not known)
 * @name: (nullable): as a person calls it
 *
 * Takes a model that was trained or imported into the library, and into use: it is what the person
 * asked for last. All or nothing, in a transaction of its own.
 */
gboolean bw_library_keep_comparator_model (BwLibrary   *library,
                                           BwModelRow  *row,
                                           const char  *name,
                                           GError     **error);

G_END_DECLS

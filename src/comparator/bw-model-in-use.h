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

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-models.h"

G_BEGIN_DECLS

/* Returns: %FALSE */
gboolean bw_model_set_not_found (gint64   id,
                                 GError **error);

G_END_DECLS

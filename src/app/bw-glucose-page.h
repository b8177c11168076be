/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwGlucosePage:
 *
 * From labelled recordings to a model that tells fasting from after glucose, in three steps down the
 * page: the recordings, by day; the model; what it is worth. Before there is enough to learn from, how
 * such recordings are made.
 *
 * Properties: `narrow`: one column.
 */
#define BW_TYPE_GLUCOSE_PAGE (bw_glucose_page_get_type ())
G_DECLARE_FINAL_TYPE (BwGlucosePage, bw_glucose_page, BW, GLUCOSE_PAGE, AdwBin)

/* Once: whose recordings they are. */
void bw_glucose_page_set_session (BwGlucosePage *self,
                                  BwSession     *session);

/* "loading", "failed", "protocol", "content" */
const char *bw_glucose_page_get_state (BwGlucosePage *self);

G_END_DECLS

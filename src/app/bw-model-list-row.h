/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-glucose.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwModelListRow:
 *
 * A model in a list: whether it is in use, what it is worth, and, unfolded, its name to be changed, how
 * it came to be, and its curves.
 *
 * It calls actions of whoever holds it, with the model's id: models.use (x), models.name ((xs): with the
 * name), models.export (x), models.compare (x), models.delete (x).
 */
#define BW_TYPE_MODEL_LIST_ROW (bw_model_list_row_get_type ())
G_DECLARE_FINAL_TYPE (BwModelListRow, bw_model_list_row, BW, MODEL_LIST_ROW, AdwExpanderRow)

/* @group: of the buttons one of which is active: that of the model in use */
GtkWidget *bw_model_list_row_new (gint64          id,
                                  GtkCheckButton *group);

gint64 bw_model_list_row_get_id (BwModelListRow *self);

/* Of the same id. @model is not kept. */
void bw_model_list_row_set_model (BwModelListRow       *self,
                                  const BwGlucoseModel *model,
                                  gboolean              in_use,
                                  GTimeZone            *zone);

G_END_DECLS

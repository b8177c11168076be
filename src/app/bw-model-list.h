/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwModelList:
 *
 * The models of a library: which is in use, their names, and ways to compare, import, export and delete
 * them. What is decided here is kept at once; a toast offers to undo it.
 *
 * Actions: models.use (x), models.name ((xs)), models.compare (x), models.compare-any, models.export (x),
 * models.import, models.delete (x), each with a model's id.
 */
#define BW_TYPE_MODEL_LIST (bw_model_list_get_type ())
G_DECLARE_FINAL_TYPE (BwModelList, bw_model_list, BW, MODEL_LIST, AdwBin)

/* Once: whose models they are. */
void bw_model_list_set_session (BwModelList *self,
                                BwSession   *session);

/* What became of a job that writes, if it was begun here: the page hands on each. */
void bw_model_list_take_job (BwModelList *self,
                             BwJob       *job);

G_END_DECLS

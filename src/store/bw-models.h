/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* A trained model and what it was made from. */
typedef struct
{
  gint64 id;            /* 0 before it is stored */
  gint64 stored;        /* counts up with every model stored; 0 before it is stored */
  char *kind;           /* "lstm-default", "lstm-tutorial", "comparator-default" … */
  char *name;           /* as a person calls it; "" for none */
  gint64 trained_ms;    /* a forecaster's is data time, the `until` it was trained for, so that bits
                         * repeat; a comparator's, when it came into the library */
  gint64 from_ms;       /* training span */
  gint64 to_ms;
  guint64 seed;
  char *fingerprint;    /* of the data it saw, hex */
  char *configuration;  /* JSON */
  char *metrics;        /* JSON */
  GBytes *weights;      /* safetensors */
} BwModelRow;

BwModelRow *bw_model_row_new (void);
void bw_model_row_free (BwModelRow *row);

/* The setting (bw_library_get_setting()) that tells which of the comparator's models is in use: its
 * id. Unset, or where that one is no more: the newest. */
#define BW_COMPARATOR_MODEL_SETTING "comparator-model"

/**
 * bw_library_add_model:
 *
 * Sets row->id. One model a (kind, fingerprint, configuration, seed): storing it again replaces it
 * under the same id; it keeps its name where @row has none, and its predictions where the weights are
 * the same. A row that has an id, as it was read before bw_library_delete_model(), gets that again
 * where it is free, and the place it had among the others.
 */
gboolean bw_library_add_model (BwLibrary   *self,
                               BwModelRow  *row,
                               GError     **error);

/* Takes its predictions (bw-predictions.h) along; forecasts that it made stay, without it.
 * Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_delete_model (BwLibrary  *self,
                                  gint64      id,
                                  GError    **error);

/* @metrics: JSON, in the place of what was there. Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_set_model_metrics (BwLibrary   *self,
                                       gint64       id,
                                       const char  *metrics,
                                       GError     **error);

/* @name: (nullable): UTF-8; %NULL and "" for none. Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_set_model_name (BwLibrary   *self,
                                    gint64       id,
                                    const char  *name,
                                    GError     **error);

/* The newest of @kind, or with @id that one.
 * Returns: (transfer full) (nullable): %NULL without @error where there is none */
BwModelRow *bw_library_get_model (BwLibrary   *self,
                                  const char  *kind,
                                  gint64       id,
                                  GError     **error);

/* All but their weights, the newest first. Returns: (transfer full) (element-type BwModelRow) */
GPtrArray *bw_library_list_models (BwLibrary  *self,
                                   GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwModelRow, bw_model_row_free)

G_END_DECLS

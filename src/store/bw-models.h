/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* A trained model and what it was made from. */
typedef struct
{
  gint64 id;            /* 0 before it is stored */
  char *kind;           /* "lstm-default", "lstm-tutorial", "comparator" … */
  gint64 trained_ms;    /* data time: the `until` it was trained for, so that bits repeat */
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

/* Sets row->id. One model a (kind, fingerprint, configuration, seed): storing it again replaces it
 * under the same id. */
gboolean bw_library_add_model (BwLibrary   *self,
                               BwModelRow  *row,
                               GError     **error);

/* The newest of @kind, or with @id that one.
 * Returns: (transfer full) (nullable): %NULL without @error where there is none */
BwModelRow *bw_library_get_model (BwLibrary   *self,
                                  const char  *kind,
                                  gint64       id,
                                  GError     **error);

/* Without their weights. Returns: (transfer full) (element-type BwModelRow) */
GPtrArray *bw_library_list_models (BwLibrary  *self,
                                   GError    **error);

/* A forecast as it was issued (JSON of forecast/bw-forecast.h), for later comparison with what came.
 * @model_id: 0 where no learned model was used */
gboolean bw_library_add_forecast (BwLibrary   *self,
                                  gint64       issued_ms,
                                  const char  *model,
                                  gint64       model_id,
                                  const char  *measure,
                                  const char  *json,
                                  GError     **error);

/* The newest issued at or before @at_ms. Returns: (transfer full) (nullable): JSON */
char *bw_library_get_forecast (BwLibrary  *self,
                               gint64      at_ms,
                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwModelRow, bw_model_row_free)

G_END_DECLS

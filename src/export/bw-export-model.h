/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "store/bw-models.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A trained model as a file for other programs. */
typedef enum {
  BW_MODEL_FORMAT_COREML,       /* "coreml": .mlmodel */
  BW_MODEL_FORMAT_ONNX,         /* "onnx": .onnx */
  BW_MODEL_FORMAT_SAFETENSORS,  /* "safetensors": the weights alone; comes in again */
  BW_N_MODEL_FORMATS,
} BwModelFormat;

const char *bw_model_format_get_id (BwModelFormat format);
gboolean bw_model_format_from_id (const char    *id,
                                  BwModelFormat *format);
const char *bw_model_format_get_suffix (BwModelFormat format);      /* ".mlmodel" */
const char *bw_model_format_get_title (BwModelFormat format);       /* translated: "Core ML" */
const char *bw_model_format_get_description (BwModelFormat format); /* translated: what it is for */

/**
 * bw_export_model_find:
 * @id: (inout): 0 for the model in use: for Core ML and ONNX the one that the forecast asks, where
 *   there is one, else the comparator's; for safetensors the comparator's first
 *
 * Errors: %BW_ERROR_NOT_FOUND where there is no such model, or none at all.
 *
 * Returns: (transfer full): with its weights
 */
BwModelRow *bw_export_model_find (BwLibrary      *library,
                                  BwModelFormat   format,
                                  gint64         *id,
                                  GError        **error);

/* What was written. */
typedef struct
{
  gint64 model_id;
  char *golden_path;   /* (nullable) */
  guint n_golden;      /* windows in it */
  guint n_own;         /* of these of the person's own data; the others of a person who is not there */
} BwExportedModel;

void bw_exported_model_clear (BwExportedModel *self);

/* Where the golden windows of a model at @path stand. Returns: (transfer full) */
char *bw_export_model_get_golden_path (const char *path);

/**
 * bw_export_model:
 * @model_id: 0 for the one in use, see bw_export_model_find()
 * @n_golden: where not 0, beside the file stands @path.golden.json with so many windows and what
 *   this program says of them, at most BW_GOLDEN_MAX; not where @path is a stream
 * @exported: (out)
 *
 * A Core ML or ONNX model is the graph of bw-graph-forecast.h or bw-graph-comparator.h with all
 * that is to be known of it. Without its metadata's present numbers and golden windows of one's own
 * where the library has no data of the model's measure. The file holds numbers of the person: of
 * the baseline, or reference beats.
 *
 * Errors: %BW_ERROR_NOT_FOUND, %BW_ERROR_FORMAT where the model is damaged, %BW_ERROR_INVALID for
 * golden windows beside a stream, those of the store and of bw_export_stream_new(),
 * %G_IO_ERROR_CANCELLED.
 */
gboolean bw_export_model (BwLibrary        *library,
                          gint64            model_id,
                          BwModelFormat     format,
                          const char       *path,
                          guint             n_golden,
                          BwExportedModel  *exported,
                          BwProgress       *progress,
                          GCancellable     *cancellable,
                          GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwExportedModel, bw_exported_model_clear)

G_END_DECLS

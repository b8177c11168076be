/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-models.h"

G_BEGIN_DECLS

/* A forecast model as a file for others: safetensors with PyTorch's names ("lstm.weight_ih_l0" … of
 * torch.nn.LSTM, "fc.weight" of torch.nn.Linear, with "0." … before them where several nets are
 * averaged), the scales of its inputs, and its record as metadata. */

/* Errors: %BW_ERROR_FORMAT where @row is no trained net that this version can ask. */
GBytes *bw_forecast_weights_export (const BwModelRow  *row,
                                    GError           **error);

/**
 * bw_forecast_weights_import:
 *
 * A row for bw_library_add_model(), of a file that bw_forecast_weights_export() wrote. Nothing in it
 * is trusted: shapes must be what the record says, and all numbers finite. What such a net is worth
 * on this library is not known: it says that it was not tried, and does not stand before a net that
 * was trained here.
 *
 * Errors: %BW_ERROR_FORMAT
 */
BwModelRow *bw_forecast_weights_import (GBytes  *bytes,
                                        GError **error);

/* The same of a file. Nothing longer than such files can be is read.
 * Errors: %BW_ERROR_FORMAT; those of reading */
BwModelRow *bw_forecast_weights_read (const char  *path,
                                      GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_ERROR (bw_error_quark ())

/**
 * BwError:
 *
 * Why a Beatwise call failed. A cancelled call fails with %G_IO_ERROR_CANCELLED of %G_IO_ERROR
 * instead; a file that cannot be opened or read keeps its #GFileError or #GIOErrorEnum.
 *
 * Every message is one sentence for a person: what, where, and what to do about it.
 */
typedef enum {
  BW_ERROR_FAILED,    /* nothing below fits */
  BW_ERROR_INVALID,   /* an argument or option that makes no sense */
  BW_ERROR_NOT_FOUND, /* no such recording, model, file entry … */
  BW_ERROR_FORMAT,    /* input that is not what it claims to be, or is broken */
  BW_ERROR_HOSTILE,   /* input refused for safety: bombs, traversal, encryption */
  BW_ERROR_TOO_NEW,   /* a library written by a newer Beatwise */
  BW_ERROR_DAMAGED,   /* a library that fails its integrity check */
  BW_ERROR_BUSY,      /* another writer holds the library */
  BW_ERROR_NO_SPACE,  /* disk full */
  BW_ERROR_TOO_FEW,   /* not enough data for what was asked */
} BwError;

GQuark bw_error_quark (void);

/**
 * bw_set_cancelled:
 *
 * Fills @error with the one error every cancelled operation ends with.
 *
 * Returns: %FALSE, so that `return bw_set_cancelled (error);` reads well
 */
gboolean bw_set_cancelled (GError **error);

G_END_DECLS

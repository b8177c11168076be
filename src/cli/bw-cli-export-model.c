/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-export-private.h"
#include "export/bw-golden.h"

#include <glib/gi18n-lib.h>

/* The same as one who types commands can help himself. Returns: %FALSE */
static gboolean
set_not_found (gint64    id,
               GError  **error)
{
  if (id != 0)
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                 _("The library has no model %lld; “beatwise-cli info” lists those it has"),
                 (long long) id);
  else
    g_set_error_literal (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                         _("The library has no model yet; “beatwise-cli forecast train” or "
                           "“beatwise-cli comparator train” makes one"));
  return FALSE;
}

gboolean
bw_cli_export_model (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) local = NULL;
  BwModelFormat format = BW_MODEL_FORMAT_SAFETENSORS;
  double n_golden = 0;

  bw_model_format_from_id (kind, &format);
  if (!bw_cli_parse_number ("--golden", options->golden, 1, BW_GOLDEN_MAX, &n_golden, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  if (bw_export_model (library, options->model, format, path, (guint) n_golden, &exported->model,
                       cli->progress, cli->cancellable, &local))
    return TRUE;
  if (g_error_matches (local, BW_ERROR, BW_ERROR_NOT_FOUND))
    return set_not_found (options->model, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

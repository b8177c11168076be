/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "cli/bw-cli-export-private.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

/* The bytes of a model of either kind; the one in use of the comparator's where none is named. */
static GBytes *
read_weights (BwLibrary  *library,
              gint64     *id,
              GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_auto (BwCliModel) model = { 0 };
  BwPreset preset;
  BwMeasure measure;

  if (*id != 0)
    row = bw_library_get_model (library, NULL, *id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (row != NULL && bw_forecast_record_is_of (row, &preset, &measure))
    return bw_forecast_weights_export (row, error);
  if (!bw_cli_model_read (&model, library, *id, NULL, error))
    return NULL;
  *id = model.id;
  return bw_comparator_model_export (model.model);
}

gboolean
bw_cli_export_model (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  g_autoptr (GBytes) bytes = NULL;

  if (library == NULL)
    return FALSE;
  exported->model = options->model;
  bytes = read_weights (library, &exported->model, error);
  return bw_cli_export_write (cli, path, bytes, error);
}

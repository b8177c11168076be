/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-work.h"

#include "app/bw-summary.h"
#include "export/bw-export-sample.h"
#include "forecast/bw-outlook.h"
#include "import/bw-import-look.h"
#include "store/bw-forecasts.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* As the list of imports then names it. */
#define SAMPLE_NAME "sample-data.zip"

static const char *const kept_settings[] = { "zone", "measure", "preset", "alert-rules", "score-weights" };

BwWorkInput *
bw_work_input_new (const char *path)
{
  BwWorkInput *input = g_new0 (BwWorkInput, 1);

  input->path = g_strdup (path);
  return input;
}

void
bw_work_input_free (gpointer data)
{
  BwWorkInput *input = data;

  g_free (input->path);
  g_strfreev (input->files);
  g_free ((char *) input->options.person);
  g_free (input->other);
  g_free (input->key);
  g_free (input->value);
  bw_label_change_unref (input->change);
  bw_outlook_free (input->outlook);
  g_free (input);
}

void
bw_work_input_set_options (BwWorkInput           *input,
                           const BwImportOptions *options)
{
  g_free ((char *) input->options.person);
  input->options = *options;
  input->options.person = g_strdup (options->person);
}

BwMeasure
bw_work_get_measure (BwLibrary *library)
{
  g_autofree char *id = bw_library_get_setting (library, "measure");
  BwMeasure measure = BW_MEASURE_AUTO;

  if (id != NULL && !bw_measure_from_id (id, &measure))
    measure = BW_MEASURE_AUTO;
  return measure;
}

BwPreset
bw_work_get_preset (BwLibrary *library)
{
  g_autofree char *id = bw_library_get_setting (library, "preset");
  BwPreset preset = BW_PRESET_DEFAULT;

  if (id != NULL && !bw_preset_from_id (id, &preset))
    preset = BW_PRESET_DEFAULT;
  return preset;
}

gpointer
bw_work_summary (gconstpointer   input,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  return bw_summary_new (((const BwWorkInput *) input)->path, cancellable, error);
}

gpointer
bw_work_outlook (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = NULL;

  /* Nothing imported yet is no failure: there is just nothing to show. */
  if (!g_file_test (input->path, G_FILE_TEST_EXISTS))
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  return bw_outlook_new (library, bw_work_get_measure (library), G_MAXINT64, 0, progress, cancellable,
                         error);
}

gpointer
bw_work_look_back (gconstpointer   data,
                   BwProgress     *progress,
                   GCancellable   *cancellable,
                   GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);

  if (library == NULL)
    return NULL;
  return bw_outlook_look_back (library, bw_work_get_measure (library), input->at_ms, progress,
                               cancellable, error);
}

/* Whether the library holds the same already: then it stays as the first of them was made. */
static gboolean
is_kept (BwLibrary        *library,
         const BwForecast *forecast,
         const char       *json)
{
  g_autoptr (GPtrArray) rows
      = bw_library_list_forecasts (library, forecast->issued_ms, forecast->issued_ms + 1,
                                   bw_measure_get_id (forecast->measure), NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_str_equal (((const BwForecastRow *) g_ptr_array_index (rows, i))->json, json))
      return TRUE;
  return FALSE;
}

gpointer
bw_work_keep_forecast (gconstpointer   data,
                       BwProgress     *progress,
                       GCancellable   *cancellable,
                       GError        **error)
{
  const BwWorkInput *input = data;
  const BwForecast *forecast = input->outlook->forecast;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (JsonNode) node = bw_forecast_to_json (forecast);
  g_autofree char *json = json_to_string (node, FALSE);

  if (library != NULL && !is_kept (library, forecast, json))
    bw_forecast_store (library, forecast, error);
  return NULL;
}

gpointer
bw_work_look (gconstpointer   data,
              BwProgress     *progress,
              GCancellable   *cancellable,
              GError        **error)
{
  const BwWorkInput *input = data;

  return bw_import_look ((const char *const *) input->files, cancellable, error);
}

gpointer
bw_work_import (gconstpointer   data,
                BwProgress     *progress,
                GCancellable   *cancellable,
                GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_CREATE, error);

  if (library == NULL)
    return NULL;
  return bw_import_paths (library, (const char *const *) input->files, &input->options, progress,
                          cancellable, error);
}

gpointer
bw_work_sample (gconstpointer   data,
                BwProgress     *progress,
                GCancellable   *cancellable,
                GError        **error)
{
  const BwWorkInput *input = data;
  const BwSampleOptions options = { .days = input->days, .seed = input->seed };
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "beatwise", NULL);
  g_autofree char *folder = g_build_filename (cache, "sample-XXXXXX", NULL);
  g_autofree char *zip = NULL;
  gpointer result = NULL;

  if (g_mkdir_with_parents (cache, 0700) != 0 || g_mkdtemp (folder) == NULL)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                   _("The folder “%s” cannot be written: %s"), cache, g_strerror (saved));
      return NULL;
    }
  zip = g_build_filename (folder, SAMPLE_NAME, NULL);
  bw_progress_begin_stage (progress, _("Making up a sample person"), 0);
  if (bw_export_sample (zip, &options, NULL, cancellable, error))
    {
      BwWorkInput door = { .path = input->path, .files = (char *[]) { zip, NULL } };

      result = bw_work_import (&door, progress, cancellable, error);
    }
  g_unlink (zip);
  g_rmdir (folder);
  return result;
}

gpointer
bw_work_train (gconstpointer   data,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (GError) why = NULL;
  BwTrainOptions options = { .seed = input->seed, .until_ms = G_MAXINT64 };
  BwTrainResult *result;

  if (library == NULL)
    return NULL;
  options.measure = bw_work_get_measure (library);
  options.preset = bw_work_get_preset (library);
  result = bw_forecast_train (library, &options, progress, cancellable, &why);
  /* Too few data for a learned model is no failure: the forecast then runs on a plain one. */
  if (result == NULL && !g_error_matches (why, BW_ERROR, BW_ERROR_TOO_FEW))
    g_propagate_error (error, g_steal_pointer (&why));
  return result;
}

gpointer
bw_work_check (gconstpointer   data,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  GPtrArray *problems = NULL;

  if (library == NULL)
    return NULL;
  if (!bw_library_check (library, &problems, progress, cancellable, error))
    g_clear_pointer (&problems, g_ptr_array_unref);
  return problems;
}

gpointer
bw_work_back_up (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);

  if (library != NULL)
    bw_library_back_up (library, input->other, progress, cancellable, error);
  return NULL;
}

gpointer
bw_work_setting (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_CREATE, error);

  if (library != NULL)
    bw_library_set_setting (library, input->key, input->value, error);
  return NULL;
}

/* After the last connection closed, SQLite leaves no log behind; one that is there belongs to
 * somebody else, and the file may not be moved under them. */
static gboolean
check_unused (const char  *path,
              GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, BW_ERROR, BW_ERROR_BUSY,
               _("Another program is using the library “%s”; close it and try again"), path);
  return FALSE;
}

static gboolean
move (const char  *from,
      const char  *to,
      GError     **error)
{
  if (g_rename (from, to) != 0)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                   _("“%s” cannot be moved: %s"), from, g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}

static gboolean
make_empty (const char  *path,
            char       **settings,
            GError     **error)
{
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, error);

  if (library == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept_settings); i++)
    if (settings[i] != NULL
        && !bw_library_set_setting (library, kept_settings[i], settings[i], error))
      return FALSE;
  return TRUE;
}

gpointer
bw_work_erase (gconstpointer   data,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  const BwWorkInput *input = data;
  char *settings[G_N_ELEMENTS (kept_settings)] = { NULL };
  BwLibrary *library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kept_settings); i++)
    settings[i] = bw_library_get_setting (library, kept_settings[i]);
  bw_library_close (library);

  if (check_unused (input->path, error) && move (input->path, input->other, error)
      && !make_empty (input->path, settings, error))
    {
      /* As it was, rather than half erased. */
      g_unlink (input->path);
      move (input->other, input->path, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept_settings); i++)
    g_free (settings[i]);
  return NULL;
}

gpointer
bw_work_restore (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwWorkInput *input = data;

  if (check_unused (input->path, error))
    move (input->other, input->path, error);
  return NULL;
}

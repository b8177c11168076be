/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-report.h"

#include "app/bw-save-task.h"
#include "app/bw-session-private.h"
#include "base/bw-time.h"
#include "export/bw-export-rhythm.h"
#include "report/bw-day-report.h"
#include "report/bw-month-report.h"
#include "report/bw-rhythm-report.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *path;                  /* of the library */
  BwReportRequest request;     /* owned, with its rhythm and font */
  BwRhythmData data;
  gboolean json;
  GFile *file;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->path);
  g_clear_pointer (&input->request.rhythm, bw_rhythm_unref);
  pango_font_description_free ((PangoFontDescription *) input->request.family);
  g_object_unref (input->file);
  g_free (input);
}

static Input *
input_new (BwSession *self,
           BwRhythm  *rhythm,
           GFile     *file)
{
  Input *input = g_new0 (Input, 1);

  input->path = g_strdup (self->path);
  input->request.rhythm = rhythm != NULL ? bw_rhythm_ref (rhythm) : NULL;
  input->file = g_object_ref (file);
  return input;
}

/* --- On the worker threads --------------------------------------------------------------------- */

static GBytes *
render (const BwReportRequest  *request,
        BwLibrary              *library,
        BwProgress             *progress,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autofree char *name = bw_library_get_characteristic (library, "name");
  g_autofree char *born = bw_library_get_characteristic (library, "date-of-birth");
  const BwReportOptions options = {
    .paper = request->paper,
    .family = request->family,
    .person_name = request->with_person ? name : NULL,
    .date_of_birth = request->with_person ? born : NULL,
  };
  int year, month, day;

  switch (request->of)
    {
    case BW_REPORT_OF_DAY:
      return bw_day_report_render (library, BW_MEASURE_AUTO, request->day, &options, progress,
                                   cancellable, error);
    case BW_REPORT_OF_MONTH:
      bw_time_civil_from_days (request->day, &year, &month, &day);
      return bw_month_report_render (library, BW_MEASURE_AUTO, year, month, &options, progress,
                                     cancellable, error);
    case BW_REPORT_OF_RHYTHM:
    default:
      return bw_rhythm_report_render (request->rhythm, request->from_ms, request->to_ms,
                                      bw_export_rhythm_get_age (request->rhythm, born), &options,
                                      progress, cancellable, error);
    }
}

/* Returns: (transfer full): the file */
static gpointer
work_report (gconstpointer   data,
             BwProgress     *progress,
             GCancellable   *cancellable,
             GError        **error)
{
  const Input *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  g_autoptr (GBytes) bytes = NULL;

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  bytes = render (&input->request, library, progress, cancellable, error);
  if (bytes == NULL || !bw_save_bytes (input->file, bytes, cancellable, error))
    return NULL;
  return g_object_ref (input->file);
}

static char *
write_data (const Input   *input,
            BwLibrary     *library,
            GCancellable  *cancellable,
            GError       **error)
{
  const BwReportRequest *request = &input->request;
  BwRhythm *rhythm = request->rhythm;
  g_autofree char *born = bw_library_get_characteristic (library, "date-of-birth");
  BwExportRhythm out = {
    .rhythm = rhythm,
    .from_ms = request->from_ms,
    .to_ms = request->to_ms,
    .age_years = bw_export_rhythm_get_age (rhythm, born),
  };
  g_autoptr (BwHrv) hrv = NULL;
  g_autoptr (BwHrvTrack) track = NULL;

  if (input->data == BW_RHYTHM_DATA_METRICS)
    out.hrv = hrv = bw_rhythm_analyse (rhythm, request->from_ms, request->to_ms);
  else if (input->data == BW_RHYTHM_DATA_TRACK)
    out.track = track = bw_rhythm_track (rhythm, request->from_ms, request->to_ms, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return input->json ? bw_export_rhythm_json (&out, input->data, error)
                     : bw_export_rhythm_csv (&out, input->data, error);
}

/* Returns: (transfer full): the file */
static gpointer
work_data (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const Input *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (library == NULL)
    return NULL;
  text = write_data (input, library, cancellable, error);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, strlen (text));
  return bw_save_bytes (input->file, bytes, cancellable, error) ? g_object_ref (input->file) : NULL;
}

/* --- Public ------------------------------------------------------------------------------------ */

BwJob *
bw_session_save_report (BwSession             *self,
                        const BwReportRequest *request,
                        GFile                 *file)
{
  Input *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (request->of != BW_REPORT_OF_RHYTHM || request->rhythm != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (self->stopped)
    return NULL;
  input = input_new (self, NULL, file);
  input->request = *request;
  if (request->rhythm != NULL)
    bw_rhythm_ref (request->rhythm);
  input->request.family = pango_font_description_copy (request->family);
  return bw_session_enlist (self, bw_job_new (BW_JOB_REPORT, BW_JOB_READS, _("Making Report"),
                                              work_report, input, input_free, g_object_unref));
}

BwJob *
bw_session_save_rhythm_data (BwSession    *self,
                             BwRhythm     *rhythm,
                             double        from_ms,
                             double        to_ms,
                             BwRhythmData  data,
                             gboolean      json,
                             GFile        *file)
{
  Input *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (rhythm != NULL && G_IS_FILE (file), NULL);

  if (self->stopped)
    return NULL;
  input = input_new (self, rhythm, file);
  input->request.from_ms = from_ms;
  input->request.to_ms = to_ms;
  input->data = data;
  input->json = json;
  return bw_session_enlist (self, bw_job_new (BW_JOB_RHYTHM_DATA, BW_JOB_READS, _("Saving Data"),
                                              work_data, input, input_free, g_object_unref));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-data-worked-out.h"

#include "comparator/bw-agreement.h"
#include "forecast/bw-came.h"
#include "store/bw-forecasts.h"
#include "store/bw-member.h"
#include "store/bw-readers.h"
#include "store/bw-rr-recordings.h"

#include <glib/gi18n-lib.h>

/* Tables that no library holds as such: made of what it does hold, row by row, as the app makes them. */

/* --- What came of forecasts -------------------------------------------------------------------- */

static const BwDataColumn came_columns[] = {
  COLUMN ("forecast", INTEGER, "", "The forecast"),
  COLUMN ("issued", TIME, NULL, "The moment it is for: nothing later went into it"),
  COLUMN ("hours_ahead", INTEGER, "h", "Hours ahead of the reading’s hour, from 1"),
  COLUMN ("time", TIME, NULL, "Start of the reading that came"),
  COLUMN ("value_ms", NUMBER, "ms", "Its value"),
  COLUMN ("inside", BOOLEAN, NULL, "Whether it lay inside the 80 % band of its hour"),
};

/* One that cannot be read has no readings, as it has no hours. */
static gboolean
read_came_of (const BwForecastRow  *row,
              gpointer              data,
              GError              **error)
{
  BwDataReader *self = data;
  g_autoptr (JsonNode) node = bw_member_parse (row->json);
  g_autoptr (BwForecast) forecast = node != NULL ? bw_forecast_from_json (node, NULL) : NULL;
  g_autoptr (GArray) came = NULL;

  if (forecast == NULL)
    return TRUE;
  came = bw_came_read (self->library, forecast, error);
  if (came == NULL)
    return FALSE;
  for (guint i = 0; i < came->len; i++)
    {
      const BwCame *one = &g_array_index (came, BwCame, i);
      const BwDataValue values[] = {
        value_of_integer (row->id),
        value_of_time (self, row->issued_ms),
        value_of_integer (one->hour + 1),
        value_of_time (self, one->time_ms),
        value_of_number (TRUE, one->value_ms),
        value_of_flag (one->inside),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (values) == G_N_ELEMENTS (came_columns));
      if (!bw_data_emit (self, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_came (BwDataReader  *self,
           GError       **error)
{
  return bw_library_each_forecast (self->library, self->from_ms, self->to_ms, read_came_of, self,
                                   error);
}

/* --- RR intervals ------------------------------------------------------------------------------ */

static const BwDataColumn interval_columns[] = {
  COLUMN ("rr_recording", INTEGER, "", "The recording"),
  COLUMN ("interval", INTEGER, "", "Number within it, from 0"),
  COLUMN ("time_s", NUMBER, "s", "End of the interval, since the first beat; gaps included"),
  COLUMN ("rr_ms", NUMBER, "ms", "The interval, as measured"),
  COLUMN ("gap_before_s", NUMBER, "s", "Length of a gap before it; 0 for one of unknown length"),
};

static gboolean
read_intervals_of (BwDataReader  *self,
                   gint64         id,
                   GError       **error)
{
  g_autoptr (BwRrIntervals) intervals = bw_library_read_rr_intervals (self->library, id, error);
  double time_ms = 0;

  if (intervals == NULL)
    return FALSE;
  for (guint i = 0, g = 0; i < intervals->n; i++)
    {
      gboolean after_gap = g < intervals->n_gaps && intervals->gaps[g].before == i;
      double gap_ms = after_gap ? intervals->gaps[g++].length_ms : 0;

      time_ms += gap_ms + intervals->ms[i];
      {
        const BwDataValue row[] = {
          value_of_integer (id),
          value_of_integer (i),
          value_of_number (TRUE, time_ms / 1000),
          value_of_number (TRUE, intervals->ms[i]),
          value_of_number (after_gap, gap_ms / 1000),
        };

        G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (interval_columns));
        if (!bw_data_emit (self, row, error))
          return FALSE;
      }
    }
  return TRUE;
}

static gboolean
read_intervals (BwDataReader  *self,
                GError       **error)
{
  g_autoptr (GArray) recordings = bw_library_list_rr_recordings (self->library, error);

  if (recordings == NULL)
    return FALSE;
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRrRecording *recording = &g_array_index (recordings, BwRrRecording, i);

      if (is_within (self, recording->start_ms)
          && !read_intervals_of (self, recording->id, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Agreement of readers ---------------------------------------------------------------------- */

static const BwDataColumn agreement_columns[] = {
  COLUMN ("first", TEXT, "", "A reader"),
  COLUMN ("second", TEXT, "", "Another"),
  COLUMN ("both", INTEGER, "", "ECG recordings that both labelled"),
  COLUMN ("agree", INTEGER, "", "Of them, those that both label alike"),
  COLUMN ("only_first", INTEGER, "", "Recordings that the first alone labelled"),
  COLUMN ("only_second", INTEGER, "", "Recordings that the second alone labelled"),
  COLUMN ("agreement", NUMBER, "0 to 1", "Share that both label alike"),
  COLUMN ("kappa", NUMBER, "-1 to 1", "How far that goes beyond chance (Cohen 1960)"),
  COLUMN ("kappa_low", NUMBER, "-1 to 1", "Lower end of its 95 % interval"),
  COLUMN ("kappa_high", NUMBER, "-1 to 1", "Upper end of its 95 % interval"),
};

static gboolean
read_agreement_of (BwDataReader  *self,
                   GArray        *labels,
                   const char    *first,
                   const char    *second,
                   GError       **error)
{
  g_autoptr (BwAgreement) agreement = bw_agreement_new (labels, first, second);
  const BwDataValue row[] = {
    value_of_text (first),
    value_of_text (second),
    value_of_integer (agreement->n_both),
    value_of_integer (agreement->n_agree),
    value_of_integer (agreement->n_only_first),
    value_of_integer (agreement->n_only_second),
    value_of_number (agreement->n_both > 0, agreement->agreement),
    value_of_number (agreement->has_kappa, agreement->kappa),
    value_of_number (agreement->has_kappa, agreement->kappa_low),
    value_of_number (agreement->has_kappa, agreement->kappa_high),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (agreement_columns));
  return bw_data_emit (self, row, error);
}

/* Each pair of readers once. */
static gboolean
read_agreements (BwDataReader  *self,
                 GError       **error)
{
  g_auto (GStrv) readers = bw_library_list_readers (self->library, error);
  g_autoptr (GArray) labels = NULL;

  labels = readers != NULL ? bw_library_read_reader_labels (self->library, error) : NULL;
  if (labels == NULL)
    return FALSE;
  for (guint i = 0; readers[i] != NULL; i++)
    for (guint j = i + 1; readers[j] != NULL; j++)
      if (!read_agreement_of (self, labels, readers[i], readers[j], error))
        return FALSE;
  return TRUE;
}

/* --- The list ---------------------------------------------------------------------------------- */

const BwDataSource bw_data_worked_out[] = {
  WORKED_OUT ("forecast-readings", N_ ("Readings against forecasts"),
              N_ ("The readings that came in the hours of each forecast, and whether it held"),
              came_columns, TRUE, read_came),
  WORKED_OUT ("rr-intervals", N_ ("RR intervals"), N_ ("Every interval of the RR recordings, as measured"),
              interval_columns, TRUE, read_intervals),
  WORKED_OUT ("reader-agreement", N_ ("Agreement of readers"),
              N_ ("How far any two readers of ECGs agree"), agreement_columns, FALSE,
              read_agreements),
};

const guint bw_data_n_worked_out = G_N_ELEMENTS (bw_data_worked_out);

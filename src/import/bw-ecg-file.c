/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-file.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_LABEL_FOLDERS 4 /* how far up from a recording a label is looked for */

void
bw_ecg_file_clear (BwEcgFile *file)
{
  bw_recording_clear (&file->header);
  g_clear_pointer (&file->samples_nv, g_free);
  g_clear_pointer (&file->person_name, g_free);
  g_clear_pointer (&file->date_of_birth, g_free);
  g_clear_pointer (&file->sex, g_free);
}

BwLabel
bw_ecg_label_from_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, G_DIR_SEPARATOR_S, -1);

  for (guint n = g_strv_length (parts), i = n; i-- > 1 && n - i <= MAX_LABEL_FOLDERS;)
    {
      const char *folder = parts[i - 1];

      if (g_ascii_strncasecmp (folder, "fast", 4) == 0)
        return BW_LABEL_FASTING;
      if (g_ascii_strncasecmp (folder, "glucose", 7) == 0)
        return BW_LABEL_GLUCOSE;
    }
  return BW_LABEL_NONE;
}

/* The day and the order within it from a name like `ecg_2023-09-21_4.csv`. */
static gboolean
get_day_of_name (const char *name,
                 gint64     *day,
                 guint      *order)
{
  for (const char *s = name; strlen (s) >= 10; s++)
    {
      char date[11];

      if (s > name && g_ascii_isdigit (s[-1]))
        continue;
      g_strlcpy (date, s, sizeof date);
      if (g_ascii_isdigit (s[10]) || !bw_time_parse_day (date, day))
        continue;

      *order = 0;
      if ((s[10] == '_' || s[10] == '-' || s[10] == ' ') && g_ascii_isdigit (s[11]))
        *order = (guint) MIN (g_ascii_strtoull (s + 11, NULL, 10), 9999);
      return TRUE;
    }
  return FALSE;
}

gboolean
bw_ecg_file_set_start (BwRecording         *r,
                       const gint64        *day,
                       const BwEcgOptions  *options,
                       GError             **error)
{
  gint64 named = 0;
  guint order = 0;
  gboolean has_named = get_day_of_name (r->name, &named, &order);

  if (day != NULL && !(has_named && named == *day))
    {
      has_named = TRUE;
      named = *day;
      order = 0;
    }
  r->time_known = options != NULL && options->has_time;
  if (r->time_known)
    {
      r->start_ms = options->time_ms;
      r->offset_min = options->offset_min;
    }
  else if (has_named)
    r->start_ms = named * BW_TIME_DAY + 12 * BW_TIME_HOUR + order * BW_TIME_SECOND;
  else
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has no date, neither inside nor in its name; name it like "
                     "ecg_2023-09-21.csv"),
                   r->name);
      return FALSE;
    }
  return TRUE;
}

double
bw_ecg_plain_rate (double rate_hz,
                   double doubt)
{
  for (double scale = 1; scale <= 1e6; scale *= 10)
    if (fabs (round (rate_hz * scale) / scale - rate_hz) <= doubt)
      return round (rate_hz * scale) / scale;
  return rate_hz;
}

gint64
bw_ecg_unit_in_nv (const char *unit)
{
  /* The µ of Latin-1 read as UTF-8 is U+FFFD; of EDF, which has ASCII only, some write a blank. */
  static const struct
  {
    const char *text;
    gint64 nv;
  } units[] = {
    { "µv", 1000 },          { "μv", 1000 },          { "uv", 1000 },
    { "\xef\xbf\xbdv", 1000 }, { "microvolt", 1000 },   { "microvolts", 1000 },
    { "mikrovolt", 1000 },   { "マイクロボルト", 1000 },       { "微伏", 1000 },
    { "mv", 1000000 },       { "millivolt", 1000000 }, { "millivolts", 1000000 },
    { "nv", 1 },             { "v", 1000000000 },     { "volt", 1000000000 },
    { "volts", 1000000000 },
  };
  g_autofree char *folded = g_utf8_strdown (unit, -1);

  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (folded, units[i].text) == 0)
      return units[i].nv;
  return 0;
}

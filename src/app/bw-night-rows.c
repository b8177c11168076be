/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-night-rows.h"

#include "app/bw-format.h"
#include "app/bw-style.h"
#include "plot/bw-plot-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A share less than this much from the usual night is no difference. */
#define NEAR_USUAL 0.05

static GtkWidget *
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (list, row);
  return row;
}

/* Against the usual night, in words. */
static const char *
get_word (const BwNightForecast *night)
{
  double ratio = night->usual_ms > 0 ? night->median_ms / night->usual_ms : 1;

  if (ratio < 1 - NEAR_USUAL)
    return _("Lower than usual");
  if (ratio > 1 + NEAR_USUAL)
    return _("Higher than usual");
  return _("About as usual");
}

/* "22:45 – 06:50" */
static char *
format_night (const BwNightForecast *night,
              GTimeZone             *zone)
{
  g_autofree char *from = bw_format_time (night->from_ms, zone);
  g_autofree char *to = bw_plot_format_clock (zone, night->to_ms);

  /* Translators: from when to when */
  return g_strdup_printf (_("%s – %s"), from, to);
}

static void
add_expected (GtkListBox       *list,
              const BwForecast *forecast,
              GTimeZone        *zone)
{
  const BwNightForecast *night = &forecast->night;
  g_autofree char *when = format_night (night, zone);
  /* Translators: when; the middle, and from, to */
  g_autofree char *text = g_strdup_printf (
      _("%s: %.0f ms expected, %.0f to %.0f ms in 80 of 100 such nights. Your usual night: %.0f ms."),
      when, night->median_ms, night->low_ms, night->high_ms, night->usual_ms);
  GtkWidget *row = add_row (list, get_word (night), text);
  GtkWidget *label;
  g_autofree char *score = NULL, *spoken = NULL;
  const BwPlotColor *color;
  g_autoptr (PangoAttrList) attributes = NULL;

  if (forecast->calibrating || !forecast->has_score)
    return;
  color = &bw_style_get_palette ()->zone_text[night->zone];
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (color->red * 65535),
                                                                 (guint16) (color->green * 65535),
                                                                 (guint16) (color->blue * 65535)));
  pango_attr_list_insert (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16));
  /* Translators: a shape, the score, the zone: "◆ 64 Yellow" */
  score = g_strdup_printf (_("%s %d %s"), bw_zone_get_shape (night->zone),
                           bw_zone_shown_score (night->score), bw_zone_get_name (night->zone));
  spoken = g_strdup_printf (_("Fatigue score %d of 100, %s zone"), bw_zone_shown_score (night->score),
                            bw_zone_get_name (night->zone));
  label = gtk_label_new (score);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/* "8 % better than your 60-day median, likely 2 to 14 %" */
static char *
format_skill (const BwTrackRecord *track)
{
  /* Translators: here and below a percentage, and the interval it likely lies in */
  if (track->skill_low > 0)
    return g_strdup_printf (_("%.0f %% better than your 60-day median, likely %.0f to %.0f %%"),
                            track->skill_percent, track->skill_low, track->skill_high);
  if (track->skill_high < 0)
    return g_strdup_printf (_("%.0f %% worse than your 60-day median, likely %.0f to %.0f %%"),
                            -track->skill_percent, -track->skill_high, -track->skill_low);
  return g_strdup_printf (_("No clear difference from your 60-day median: %.0f %% worse to %.0f %% "
                            "better"),
                          -track->skill_low + 0.0, track->skill_high + 0.0);
}

static void
add_track (GtkListBox          *list,
           const BwTrackRecord *track)
{
  g_autofree char *nights = bw_format_count (track->n_hours);
  g_autofree char *held = NULL, *skill = NULL, *text = NULL;

  if (!track->known)
    {
      add_row (list, _("How it did"), _("Not known yet: there are too few nights to try it on."));
      return;
    }
  /* Translators: a percentage, and how many nights it is of */
  held = g_strdup_printf (ngettext ("The band held %.0f %% of %s night",
                                    "The band held %.0f %% of %s nights", track->n_hours),
                          100 * track->coverage80, nights);
  skill = format_skill (track);
  /* Translators: two sentences without full stops */
  text = g_strdup_printf (_("%s. %s."), held, skill);
  add_row (list, _("How it did"), text);
}

void
bw_night_rows_fill (GtkListBox       *list,
                    const BwForecast *forecast,
                    GTimeZone        *zone)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  if (!forecast->night.known)
    {
      add_row (list, _("Not known yet"),
               _("The next night is forecast from 14 nights with readings on, one of them in the "
                 "last two weeks."));
      return;
    }
  add_expected (list, forecast, zone);
  add_track (list, &forecast->night.track);
}

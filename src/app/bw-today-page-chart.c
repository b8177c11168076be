/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-page-private.h"

#include "app/bw-hour-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

/* What surrounds the chart: how much past it shows, and which day. */

static void
on_range_toggled (GtkToggleButton *button,
                  BwTodayPage     *self)
{
  guint days = button == self->day_button ? 1 : button == self->week_button ? 7
             : button == self->month_button ? 30 : 0;

  if (gtk_toggle_button_get_active (button))
    bw_forecast_view_set_past_days (self->chart, days);
}

static void
on_past_days_changed (BwTodayPage *self)
{
  guint days = bw_forecast_view_get_past_days (self->chart);
  GtkToggleButton *button = days == 1 ? self->day_button : days == 7 ? self->week_button
                          : days == 30 ? self->month_button : self->all_button;

  gtk_toggle_button_set_active (button, TRUE);
  g_object_notify (G_OBJECT (self), "past-days");
}

static void
on_net_shown_changed (BwTodayPage *self)
{
  g_object_notify (G_OBJECT (self), "net-shown");
}

/* The chart takes the focus that a button loses as it goes. */
static void
on_zoomed_changed (BwTodayPage *self)
{
  gboolean zoomed = bw_forecast_view_is_zoomed (self->chart);

  if (!zoomed && gtk_widget_has_focus (self->zoom_back_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  gtk_widget_set_visible (self->zoom_back_button, zoomed);
}

static void
on_zoom_back (BwTodayPage *self)
{
  bw_forecast_view_zoom_back (self->chart);
}

/* --- Looking back ------------------------------------------------------------------------------- */

static void
on_day_chosen (BwTodayPage *self,
               gint64       time_ms)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.look-back", "x", time_ms);
}

static void
on_back_to_now (BwTodayPage *self)
{
  on_day_chosen (self, 0);
}

/* In the chart, and where the focus is on nothing that pages. */
static gboolean
on_day_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  BwTodayPage *self = BW_TODAY_PAGE (gtk_widget_get_ancestor (widget, BW_TYPE_TODAY_PAGE));

  bw_day_bar_step (self->day_bar, g_variant_get_int32 (args));
  return TRUE;
}

static void
add_day_key (GtkEventController *keys,
             guint               key,
             int                 days)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                                            gtk_callback_action_new (on_day_key, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (days));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* Which day it is, and what became of it. */
void
bw_today_page_show_look_back (BwTodayPage *self)
{
  const BwOutlook *back = self->look_back;
  GArray *past = self->outlook ? self->outlook->past : NULL;
  gint64 now_ms = bw_today_page_get_now (self);

  gtk_widget_set_visible (self->look_back_box, back != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->update_button), back == NULL);
  bw_day_bar_set_limits (self->day_bar, self->outlook ? self->outlook->zone : NULL,
                         past && past->len > 0 ? g_array_index (past, BwPastHour, 0).time_ms : 0,
                         past && past->len > 0 ? self->outlook->forecast->issued_ms : 0,
                         self->outlook && bw_today_is_old (self->outlook->forecast, now_ms));
  bw_day_bar_set_shown (self->day_bar, back ? back->forecast->issued_ms : 0);
  if (back)
    {
      g_autofree char *when = bw_hour_words_when (back->forecast->issued_ms, back->zone, now_ms);
      g_autofree char *outcome = bw_hour_words_outcome (back);
      /* Translators: a date and time */
      g_autofree char *title = g_strdup_printf (_("Looking back on %s"), when);

      gtk_label_set_label (self->look_back_label, title);
      gtk_label_set_label (self->outcome_label,
                           outcome ? outcome : _("No reading came in the 24 hours after."));
      gtk_label_set_label (self->kept_label,
                           back->was_kept ? _("The forecast as it was issued then.")
                                          : _("The forecast as it would have been issued then: nothing "
                                              "later went into it."));
    }
}

void
bw_today_page_set_look_back (BwTodayPage *self,
                             BwOutlook   *outlook)
{
  BwOutlook *before;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  before = self->look_back;
  g_clear_pointer (&self->error, g_free);
  self->look_back = outlook;
  if (bw_today_page_get_shown (self) && (outlook || before))
    bw_today_page_show_outlook (self);
  bw_outlook_free (before);
  bw_today_page_show_state (self);
}

gint64
bw_today_page_get_look_back (BwTodayPage *self)
{
  g_return_val_if_fail (BW_IS_TODAY_PAGE (self), 0);

  return self->look_back ? self->look_back->forecast->issued_ms : 0;
}

/* --- An hour ------------------------------------------------------------------------------------ */

/* Once the chart has a place on the screen. */
static gboolean
on_frame (GtkWidget     *chart,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  BwTodayPage *self = user_data;

  if (!gtk_widget_get_mapped (chart) || gtk_widget_get_width (chart) == 0)
    return G_SOURCE_CONTINUE;
  self->wanted_hour_tick = 0;
  bw_today_page_show_wanted_hour (self);
  return G_SOURCE_REMOVE;
}

void
bw_today_page_show_wanted_hour (BwTodayPage *self)
{
  GtkWidget *chart = GTK_WIDGET (self->chart);

  if (self->wanted_hour_ms == 0 || !self->outlook || self->look_back)
    return;
  if (!gtk_widget_get_mapped (chart) || gtk_widget_get_width (chart) == 0)
    {
      /* A window that opens shows its pages only when it knows what the library holds. */
      if (self->wanted_hour_tick == 0)
        self->wanted_hour_tick = gtk_widget_add_tick_callback (chart, on_frame, self, NULL);
      return;
    }
  bw_forecast_view_show_hour (self->chart, self->wanted_hour_ms);
  self->wanted_hour_ms = 0;
}

void
bw_today_page_show_hour (BwTodayPage *self,
                         gint64       time_ms)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->wanted_hour_ms = time_ms;
  if (self->look_back)
    on_day_chosen (self, 0);
  bw_today_page_show_wanted_hour (self);
}

/* --- Class -------------------------------------------------------------------------------------- */

void
bw_today_page_class_bind_chart (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_range_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_back);
  gtk_widget_class_bind_template_callback (widget_class, on_day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_back_to_now);
}

void
bw_today_page_init_chart (BwTodayPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  add_day_key (keys, GDK_KEY_Page_Up, -1);
  add_day_key (keys, GDK_KEY_KP_Page_Up, -1);
  add_day_key (keys, GDK_KEY_Page_Down, 1);
  add_day_key (keys, GDK_KEY_KP_Page_Down, 1);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), keys);

  g_signal_connect_swapped (self->chart, "notify::past-days", G_CALLBACK (on_past_days_changed), self);
  g_signal_connect_swapped (self->chart, "notify::net-shown", G_CALLBACK (on_net_shown_changed), self);
  g_signal_connect_swapped (self->chart, "notify::zoomed", G_CALLBACK (on_zoomed_changed), self);
}

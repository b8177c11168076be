/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-day-bar.h"
#include "app/bw-forecast-view.h"
#include "app/bw-today-cards.h"
#include "app/bw-today-page.h"

G_BEGIN_DECLS

struct _BwTodayPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *error_page;
  GtkBox *content;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkWidget *look_back_box;
  GtkLabel *look_back_label;
  GtkLabel *outcome_label;
  GtkLabel *kept_label;
  GtkWidget *back_to_now_button;
  AdwStatusPage *empty_page;
  GtkWidget *most_button, *first_import;
  GtkBox *hero;
  GtkLabel *shape_label;
  GtkLabel *score_label;
  GtkLabel *zone_label;
  GtkLabel *meaning_label;
  GtkLabel *when_label;
  GtkWidget *busy_spinner;
  GtkButton *update_button;
  GtkLevelBar *calibration_bar;
  GtkLabel *sentence_label;
  GtkWidget *chart_card;
  BwDayBar *day_bar;
  BwForecastView *chart;
  GtkLabel *difference_label;
  GtkLabel *flags_label;
  GtkWidget *no_scores_label;
  GtkBox *tools_box;
  GtkWidget *range_box;
  GtkToggleButton *day_button;
  GtkToggleButton *week_button;
  GtkToggleButton *month_button;
  GtkToggleButton *all_button;
  GtkWidget *zoom_back_button;
  GtkButton *hours_button;
  GtkWidget *menu_button;
  BwTodayCards *cards;

  /* Owned. */
  BwOutlook *outlook;      /* (nullable): of now */
  BwOutlook *look_back;    /* (nullable): shown in its place */
  char *error;

  BwThresholds thresholds;
  gint64 wanted_hour_ms;   /* to be gone to once it is shown; 0: none */
  guint wanted_hour_tick;   /* until the chart can show it */
  gint64 now_ms;
  gboolean busy;
  gboolean narrow;
};

/* bw-today-page.c */
gint64 bw_today_page_get_now (BwTodayPage *self);

/* What is shown: now, or what is looked back on. (nullable) */
const BwOutlook *bw_today_page_get_shown (BwTodayPage *self);
void bw_today_page_show_outlook (BwTodayPage *self);
void bw_today_page_show_state (BwTodayPage *self);

/* bw-today-page-chart.c */
void bw_today_page_class_bind_chart (GtkWidgetClass *widget_class);
void bw_today_page_init_chart (BwTodayPage *self);

/* The day that is shown, what can be chosen, and what became of a day that is looked back on. */
void bw_today_page_show_look_back (BwTodayPage *self);

/* Goes to the hour that was asked for, where it is to be seen by now. */
void bw_today_page_show_wanted_hour (BwTodayPage *self);

G_END_DECLS

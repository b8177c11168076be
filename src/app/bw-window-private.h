/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-page.h"
#include "app/bw-forecast-pages.h"
#include "app/bw-glucose-page.h"
#include "app/bw-library-page.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-rhythm-page.h"
#include "app/bw-window.h"

G_BEGIN_DECLS

#define BW_LIBRARY_SUFFIX ".beatwise"

struct _BwWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children. */
  BwNarrowBin *bin;
  AdwToastOverlay *toasts;
  AdwHeaderBar *header;
  AdwViewSwitcher *switcher;
  GtkStack *title;
  GtkStack *content;
  AdwViewStack *pages;
  AdwViewSwitcherBar *switcher_bar;
  GtkRevealer *jobs_revealer;
  GtkBox *jobs;
  GtkWidget *update_button;
  AdwStatusPage *failed;
  BwForecastPages *forecast_pages;
  BwRhythmPage *rhythm_page;
  BwEcgPage *ecg_page;
  BwGlucosePage *glucose_page;
  BwLibraryPage *library_page;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  GHashTable *looks;      /* of BwJob to GStrv: files that are looked at, to be imported then */
  guint gone_id;
  char *wanted_page;      /* to go to when there are pages again */
  BwAnnotation *deleted_note;  /* (nullable): to be brought back */

  /* Borrowed. */
  BwTodayPage *today_page;
  BwJob *asked_to_train;  /* by hand, so that the outcome is told */

  gboolean looks_back;    /* an earlier day is shown on Today, or on its way */
  gboolean closing;
  gboolean closes_when_saved;  /* labels or edits are on their way to the library */
};

/* bw-window-actions.c */
void bw_window_class_install_actions (GtkWidgetClass *widget_class);
void bw_window_update_actions (BwWindow *self);
gboolean bw_window_ask_to_close (BwWindow *self);

/* bw-window-forecast.c */
void bw_window_class_install_forecast_actions (GtkWidgetClass *widget_class);
void bw_window_tell_note (BwWindow *self,
                          BwJob    *job);

/* bw-window-import.c */
void bw_window_accept_drops (BwWindow *self);
void bw_window_take_look (BwWindow *self,
                          BwJob    *job);

/* bw-window-outcomes.c */
void bw_window_tell_job (BwWindow *self,
                         BwJob    *job);

/* bw-window.c */
void bw_window_show_page (BwWindow   *self,
                          const char *name);
void bw_window_want_page (BwWindow   *self,
                          const char *name);
void bw_window_close_now (BwWindow *self);

G_END_DECLS

package io.dropbatch.results;

import io.dropbatch.results.adapter.web.ContentEtags;
import io.dropbatch.results.adapter.web.LiveUpdates;
import io.dropbatch.results.adapter.web.SafeHeaders;
import io.dropbatch.service.web.WebFilterOrder;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The console and the downloads. */
@Configuration(proxyBeanMethods = false)
class ResultsWeb implements WebMvcConfigurer {

    private static final String CONSOLE = "classpath:/static/";
    private static final Duration LONGEST_DOWNLOAD = Duration.ofHours(2);
    private static final int WAITING_DOWNLOADS = 64;

    private final ResultsProperties properties;

    ResultsWeb(ResultsProperties properties) {
        this.properties = properties;
    }

    /** Before sign-in, so that its refusals have them too. */
    @Bean
    FilterRegistrationBean<SafeHeaders> safeHeaders() {
        FilterRegistrationBean<SafeHeaders> headers = new FilterRegistrationBean<>(new SafeHeaders());
        headers.setOrder(WebFilterOrder.ANSWER_HEADERS);
        return headers;
    }

    /** Browsers keep the console's files, and ask each time whether they are still the same. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        files.addResourceHandler("/**")
                .addResourceLocations(CONSOLE)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(new ContentEtags());
    }

    /** Each drop has an address of its own, and all have the same page. */
    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        pages.addViewController("/drops/{id}").setViewName("forward:/drop.html");
    }

    @Bean
    LiveUpdates liveUpdates() {
        return new LiveUpdates(properties.progressInterval());
    }

    /** Downloads have their own threads, so that slow ones never delay health checks and statuses. */
    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer async) {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setThreadNamePrefix("download-");
        threads.setCorePoolSize(properties.downloads());
        threads.setMaxPoolSize(properties.downloads());
        threads.setQueueCapacity(WAITING_DOWNLOADS);
        threads.setAllowCoreThreadTimeOut(true);
        threads.setDaemon(true);
        threads.initialize();
        async.setTaskExecutor(threads).setDefaultTimeout(LONGEST_DOWNLOAD.toMillis());
    }
}
